package io.postern.pgsql.tree;

import java.util.List;

/** {@code AS name (column, …)}. */
public record Alias(Name name, List<Name> columns, Span span) implements SyntaxNode {

    public Alias {
        columns = List.copyOf(columns);
    }
}
