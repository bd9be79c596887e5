package io.postern.policy.catalog;

import java.util.List;

/**
 * What happens where a relation is read or written, beyond what the statement says.
 *
 * @param rowSecurity whether row security is switched on
 * @param hasRules whether it has rewrite rules, the one that makes a view aside
 * @param writeFunctions object ids of functions that are not PostgreSQL's own and that a write may run: of triggers, defaults,
 *     generated columns, checks and indexes
 */
public record Behaviour(boolean rowSecurity, boolean hasRules, List<Long> writeFunctions) {

    public static final Behaviour PLAIN = new Behaviour(false, false, List.of());

    public Behaviour {
        writeFunctions = List.copyOf(writeFunctions);
    }
}
