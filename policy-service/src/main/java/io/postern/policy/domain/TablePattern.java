package io.postern.policy.domain;

import io.postern.policy.catalog.QualifiedName;

/**
 * Tables by schema and name; {@value #ANY} stands for every one.
 *
 * @param schema as in the catalog
 * @param name as in the catalog
 */
public record TablePattern(String schema, String name) {

    static final String ANY = "*";

    /** Every table of every schema. */
    public static final TablePattern EVERY = new TablePattern(ANY, ANY);

    boolean matches(QualifiedName table) {
        return (schema.equals(ANY) || schema.equals(table.schema())) && (name.equals(ANY) || name.equals(table.name()));
    }

    /** Whether the pattern names a single table. */
    boolean isExact() {
        return !schema.equals(ANY) && !name.equals(ANY);
    }
}
