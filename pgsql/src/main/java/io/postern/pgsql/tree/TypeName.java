package io.postern.pgsql.tree;

import java.util.List;

/**
 * A type as it is written: manual, chapter 8.
 *
 * @param name of {@code double precision}: pg_catalog.float8, and so on for every spelling of SQL's own
 * @param setOf whether SETOF stands before it
 * @param percentType whether it is {@code table.column%TYPE}
 * @param modifiers constants or names in parentheses, and the fields of an interval
 * @param arrayDimensions pairs of brackets, or 1 for ARRAY
 */
public record TypeName(
        ObjectName name, boolean setOf, boolean percentType, List<Expression> modifiers, int arrayDimensions, Span span)
        implements SyntaxNode {

    public TypeName {
        modifiers = List.copyOf(modifiers);
    }
}
