package io.postern.proxy.statement;

import java.util.List;

/** How asking PostgreSQL to analyse a text ended. */
public sealed interface ProofOutcome {

    /** The server reads the text as it was decided. */
    record Agreed() implements ProofOutcome {}

    /**
     * The server reads it otherwise: it must not run.
     *
     * @param differences kinds of difference and names of objects, never constants
     */
    record Disagreed(List<String> differences) implements ProofOutcome {
        public Disagreed {
            differences = List.copyOf(differences);
        }
    }

    /** The server would refuse the text before anything of it runs. */
    record Rejected(String sqlState) implements ProofOutcome {}

    /**
     * The server cannot be asked, or what it answers cannot be read.
     *
     * @param why for the administrator: holds nothing of the text
     */
    record Impossible(String why) implements ProofOutcome {}
}
