package io.postern.pgsql.tree;

import java.util.List;

/**
 * An element of SET.
 *
 * @param columns one, or several of {@code (a, b) = …}
 * @param source of several: a row or a sub-query
 */
public record Assignment(List<Column> columns, boolean multiple, Expression source, Span span) implements SyntaxNode {

    public Assignment {
        columns = List.copyOf(columns);
    }

    /** A column that is written to, or a part of it. */
    public record Column(Name name, List<Step> steps, Span span) implements SyntaxNode {
        public Column {
            steps = List.copyOf(steps);
        }
    }
}
