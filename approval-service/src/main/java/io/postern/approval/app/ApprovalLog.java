package io.postern.approval.app;

import java.util.concurrent.CompletionStage;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.ApprovalEvent;

/** The facts about approvals, in order. */
public interface ApprovalLog {

    /**
     * Appends a fact and waits until the log has acknowledged it and the view has folded it.
     *
     * @return the state that includes the fact, and whatever came before it; completes with {@link Unavailable} where
     *     the log does not answer in time, and then the fact may or may not be on it
     */
    CompletionStage<Approval> append(ApprovalEvent event);
}
