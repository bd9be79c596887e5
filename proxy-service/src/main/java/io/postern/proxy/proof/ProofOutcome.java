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

    /**
     * PostgreSQL refuses to analyse the text. The session may be in another state than the connection that was asked (a setting,
     * a temporary object), so the text must not run: the client gets this error instead.
     *
     * @param message of the server, for the client alone: it may quote the text, of which it says no more than the catalog does
     */
    record Rejected(String sqlState, String message) implements ProofOutcome {

        @Override
        public String toString() {
            return "Rejected[" + sqlState + "]";
        }
    }

    /**
     * There is no answer.
     *
     * @param why without any text of the statement
     */
    record Impossible(String why) implements ProofOutcome {}
}
