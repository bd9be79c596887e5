package io.postern.proxy.proof;

import java.util.List;

/** What came of a proof. */
public sealed interface ProofOutcome {

    /** PostgreSQL understands the text as the decision does, or nothing had to be asked. */
    record Agreed() implements ProofOutcome {}

    /** It does not: the statement must not run, whatever policy says of missing proofs. */
    record Disagreed(List<Difference> differences) implements ProofOutcome {
        public Disagreed {
            differences = List.copyOf(differences);
        }
    }

    /** PostgreSQL refuses the text, with this SQLSTATE, and so it will where the text is to run. */
    record Rejected(String sqlState) implements ProofOutcome {}

    /**
     * There is no answer.
     *
     * @param why without any text of the statement
     */
    record Impossible(String why) implements ProofOutcome {}
}
