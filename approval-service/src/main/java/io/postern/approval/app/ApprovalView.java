package io.postern.approval.app;

import java.util.List;
import java.util.function.Predicate;

import io.postern.approval.domain.Approval;

/** The fold of the log. Calls can block for some milliseconds. Thread-safe. */
public interface ApprovalView {

    /**
     * The state of one approval, {@link Approval#ABSENT} where the view does not hold it.
     *
     * @throws Unavailable while the view is being built
     */
    Approval find(String approvalId);

    /**
     * At most {@code limit} approvals, those that changed last first.
     *
     * @throws Unavailable while the view is being built
     */
    List<Approval.Known> latest(Predicate<Approval.Known> filter, int limit);

    /** True once everything that was on the log when this process began is in the view. */
    boolean isReady();
}
