package io.postern.policy.sql;

import java.util.List;
import java.util.Set;

/** What the reader made of a text. */
public sealed interface Reading {

    /**
     * Every statement of the text is known.
     *
     * @param statements one per statement, in order; a single one of kind EMPTY for a text without statements
     * @param freeSlots constants that play no part in what is said here: another value of the same kind gives an equal reading
     */
    record Understood(List<StatementFacts> statements, Set<Integer> freeSlots) implements Reading {
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
    record NotUnderstood(String why, int token) implements Reading {}
}
