package io.postern.policy.sql;

import java.util.List;

/**
 * A name in a place where PostgreSQL looks for a column, a whole row or a field.
 *
 * @param parts as understood by PostgreSQL: a column alone or behind its qualifiers; for a star, the qualifiers alone
 */
public record NameUse(List<String> parts, Form form) {

    /** How the name is written. */
    public enum Form {
        /** {@code a}, {@code t.a}, {@code s.t.a}. */
        COLUMN,
        /** {@code *}, {@code t.*}. */
        STAR,
        /** {@code (expression).a}. */
        FIELD
    }

    public NameUse {
        parts = List.copyOf(parts);
    }

    /** The last part; empty for a star without qualifier. */
    public String last() {
        return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    }
}
