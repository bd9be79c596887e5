package io.postern.pgsql.tree;

import java.util.Optional;

/**
 * An element of ORDER BY.
 *
 * @param operator of USING
 */
public record SortKey(Expression value, Direction direction, NullOrder nulls, Optional<ObjectName> operator, Span span)
        implements SyntaxNode {

    /** How it sorts. */
    public enum Direction {
        DEFAULT,
        ASCENDING,
        DESCENDING,
        USING
    }

    /** Where nulls go. */
    public enum NullOrder {
        DEFAULT,
        FIRST,
        LAST
    }
}
