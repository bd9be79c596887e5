package io.postern.policy.domain;

import io.postern.policy.catalog.QualifiedName;

/** A column, spelled as in the catalog. */
public record ColumnName(QualifiedName table, String column) {

    /** For people: {@code schema.table.column}. */
    @Override
    public String toString() {
        return table + "." + column;
    }
}
