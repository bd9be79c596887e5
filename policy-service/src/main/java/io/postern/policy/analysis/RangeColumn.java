package io.postern.policy.analysis;

import java.util.List;

import io.postern.policy.catalog.Column;

/**
 * A column of something in FROM, or of a result.
 *
 * @param sources columns of relations that naming it names; several for a merged column of a join, none for results
 * @param hidden whether a star leaves it out
 */
record RangeColumn(String name, Value value, List<Source> sources, boolean hidden) {

    /** A column of a relation that the statement names. */
    record Source(UseInProgress use, Column column) {}

    RangeColumn(String name, Value value) {
        this(name, value, List.of(), false);
    }

    RangeColumn named(String other) {
        return other.equals(name) ? this : new RangeColumn(other, value, sources, hidden);
    }

    int node() {
        return value.node();
    }
}
