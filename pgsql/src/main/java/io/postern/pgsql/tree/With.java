package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** WITH. */
public record With(boolean recursive, List<CommonTable> tables, Span span) implements SyntaxNode {

    public With {
        tables = List.copyOf(tables);
    }

    /** One WITH query. */
    public record CommonTable(
            Name name,
            List<Name> columns,
            RowStatement statement,
            Optional<Search> search,
            Optional<Cycle> cycle,
            Span span)
            implements SyntaxNode {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    /** SEARCH … SET: adds a column. */
    public record Search(List<Name> by, Name column) {
        public Search {
            by = List.copyOf(by);
        }
    }

    /** CYCLE … SET … USING: adds two columns. */
    public record Cycle(
            List<Name> columns, Name mark, Optional<Expression> value, Optional<Expression> otherwise, Name path) {
        public Cycle {
            columns = List.copyOf(columns);
        }
    }
}
