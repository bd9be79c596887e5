package io.postern.policy.analysis;

import java.util.Optional;

import io.postern.pgsql.tree.Span;
import io.postern.policy.catalog.Column;

/**
 * A place where a column, or the whole row, of a {@link RelationUse} is named.
 *
 * @param relation the {@link RelationUse#id} that it belongs to
 * @param column empty where it is the whole row ({@code t}, {@code t.*}), or a system column
 * @param subject what is named
 * @param span the tokens of the reference, qualifiers included
 */
public record ColumnUse(int relation, Optional<Column> column, Subject subject, Place place, Span span) {

    /** What is named. */
    public enum Subject {
        COLUMN,
        /** The row as one value. */
        WHOLE_ROW,
        /** All columns, by a star or a NATURAL or USING join. */
        ALL_COLUMNS,
        SYSTEM_COLUMN
    }

    /** Where it stands, in the query that the relation belongs to. */
    public enum Place {
        OUTPUT,
        PREDICATE,
        SORT_KEY,
        GROUP_KEY,
        /** What an INSERT, UPDATE or MERGE writes. */
        WRITE_SOURCE,
        RETURNING,
        /** The arbiter, condition or source of ON CONFLICT. */
        CONFLICT
    }
}
