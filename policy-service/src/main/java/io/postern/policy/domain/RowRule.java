package io.postern.policy.domain;

import io.postern.policy.catalog.QualifiedName;

/**
 * Keeps rows of a table from an audience.
 *
 * @param where SQL over the table's columns that holds for the rows that are left
 */
public record RowRule(String id, Audience audience, QualifiedName table, String where) {

    /** Without the condition, which may quote constants. */
    @Override
    public String toString() {
        return "RowRule[" + id + ", " + table + "]";
    }
}
