package io.postern.proxy.statement;

import java.util.Optional;

/**
 * What goes with the run of a statement, beside its edits.
 *
 * @param proof empty where PostgreSQL is asked nothing
 * @param speech what the client gets to read of errors and notices
 */
public record Safeguards(Optional<ProofTerms> proof, Speech speech) {

    /** Of statements that touch nothing that somebody must not see. */
    public static final Safeguards NONE = new Safeguards(Optional.empty(), Speech.OPEN);

    public enum Speech {
        /** Errors and notices as the server wrote them. */
        OPEN,
        /** They could tell of values or rows that the principal must not see: SQLSTATE and a safe message only. */
        DISCREET
    }
}
