package io.postern.approval.app;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Refusal;

/** What became of a vote. */
public sealed interface VoteOutcome {

    /** The vote is on the log and decided the approval. */
    record Counted(Approval.Known approval) implements VoteOutcome {}

    /** The vote is on the log, behind another fact that had decided the approval. */
    record Overtaken(Approval.Known approval) implements VoteOutcome {}

    /** The vote was not recorded. */
    record Refused(Refusal refusal, Approval.Known approval) implements VoteOutcome {}

    /** There is no such approval for this voter. */
    record Unknown() implements VoteOutcome {}
}
