package io.postern.policy.analysis;

import java.util.List;
import java.util.Set;

/** What was made of a text. */
public sealed interface Analysis {

    /**
     * Every part of the text is known.
     *
     * @param statements one per statement, in order; a single one of kind EMPTY for a text without statements
     * @param freeSlots constants that play no part in what is said here: another value of the same kind gives an equal analysis
     */
    record Understood(List<StatementAnalysis> statements, Set<Integer> freeSlots) implements Analysis {
        public Understood {
            statements = List.copyOf(statements);
            freeSlots = Set.copyOf(freeSlots);
        }
    }

    /**
     * Some part of the text is not known to be harmless.
     *
     * @param why for the client: what stands in the way; quotes names, never constants
     * @param token ordinal of the token at fault; the number of tokens where the text ends too early
     */
    record NotUnderstood(String why, int token) implements Analysis {}
}
