package io.postern.approval.app;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.ApprovalCommand;
import io.postern.approval.domain.ApprovalEvent;
import io.postern.approval.domain.Principal;
import io.postern.approval.domain.Ruling;
import io.postern.approval.domain.Stamp;
import io.postern.approval.domain.Voting;

/** Takes a vote: loads the state, decides, appends, and answers with what the log made of it. Thread-safe. */
public final class Votes {

    private final ApprovalView view;
    private final ApprovalLog log;
    private final Clock clock;
    private final Supplier<String> eventIds;

    public Votes(ApprovalView view, ApprovalLog log, Clock clock, Supplier<String> eventIds) {
        this.view = view;
        this.log = log;
        this.clock = clock;
        this.eventIds = eventIds;
    }

    /**
     * Blocks as {@link ApprovalView#find} does.
     *
     * @return completes with {@link Unavailable} where the log does not answer in time
     * @throws Unavailable while the view is being built
     */
    public CompletionStage<VoteOutcome> approve(String approvalId, Principal by, String reason) {
        return cast(approvalId, by, new ApprovalCommand.Approve(by, reason, stamp()));
    }

    /** As {@link #approve}. */
    public CompletionStage<VoteOutcome> deny(String approvalId, Principal by, String reason) {
        return cast(approvalId, by, new ApprovalCommand.Deny(by, reason, stamp()));
    }

    public Instant now() {
        return clock.instant();
    }

    private Stamp stamp() {
        return new Stamp(eventIds.get(), now().truncatedTo(ChronoUnit.MICROS));
    }

    private CompletionStage<VoteOutcome> cast(String approvalId, Principal by, ApprovalCommand command) {
        if (!(view.find(approvalId) instanceof Approval.Known approval)
                || !approval.request().mayBeSeenBy(by)) {
            return CompletableFuture.completedStage(new VoteOutcome.Unknown());
        }
        Ruling ruling = Voting.decide(approval, command);
        if (ruling instanceof Ruling.Refused refused) {
            return CompletableFuture.completedStage(new VoteOutcome.Refused(refused.refusal(), approval));
        }
        ApprovalEvent event = ((Ruling.Accepted) ruling).events().get(0);
        return log.append(event).thenApply(state -> outcome(state, event));
    }

    private static VoteOutcome outcome(Approval state, ApprovalEvent event) {
        if (!(state instanceof Approval.Known known)) {
            return new VoteOutcome.Unknown();
        }
        boolean counted = known.decision()
                .map(decision -> decision.stamp().equals(event.stamp()))
                .orElse(false);
        return counted ? new VoteOutcome.Counted(known) : new VoteOutcome.Overtaken(known);
    }
}
