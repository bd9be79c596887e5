package io.postern.proxy.statement;

/** How asking for a decision ended. */
public sealed interface DecisionOutcome {

    /** The policy service answered, and the answer holds for today's policy and catalog. */
    record Decided(Decision decision) implements DecisionOutcome {}

    /** No answer in time, or nobody to ask: the statement must not run. */
    record Unavailable(String why) implements DecisionOutcome {}
}
