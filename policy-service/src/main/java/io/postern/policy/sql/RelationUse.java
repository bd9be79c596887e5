package io.postern.policy.sql;

import io.postern.policy.catalog.Relation;

/**
 * One reference to a relation.
 *
 * @param from ordinal of the first token of the reference, ONLY included; of TABLE where the form is {@link Form#TABLE_COMMAND}
 * @param to ordinal after its last token, a star or closing parenthesis included, the alias not
 * @param rangeName the name by which columns are qualified: the alias, or else the relation's own name
 */
public record RelationUse(
        Relation relation, int from, int to, String rangeName, Form form, boolean only, Adornment adornment) {

    /** How the reference is written. */
    public enum Form {
        WITH_ALIAS,
        WITHOUT_ALIAS,
        /** {@code TABLE name}. */
        TABLE_COMMAND
    }

    /** What follows the alias. */
    public enum Adornment {
        NONE,
        COLUMN_ALIASES,
        TABLESAMPLE
    }
}
