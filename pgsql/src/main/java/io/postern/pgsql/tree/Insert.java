package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/**
 * INSERT.
 *
 * @param columns empty for all
 * @param source empty for DEFAULT VALUES
 */
public record Insert(
        Optional<With> with,
        ChangeTarget target,
        List<Assignment.Column> columns,
        Optional<Query> source,
        Optional<OnConflict> onConflict,
        Optional<Returning> returning,
        Span span)
        implements RowStatement {

    public Insert {
        columns = List.copyOf(columns);
    }

    /**
     * ON CONFLICT.
     *
     * @param arbiters the index elements that are compared; empty where none or a constraint is named
     * @param assignments of DO UPDATE; empty for DO NOTHING
     */
    public record OnConflict(
            List<Expression> arbiters,
            Optional<Expression> arbiterWhere,
            Optional<Name> constraint,
            boolean updates,
            List<Assignment> assignments,
            Optional<Expression> where,
            Span span)
            implements SyntaxNode {
        public OnConflict {
            arbiters = List.copyOf(arbiters);
            assignments = List.copyOf(assignments);
        }
    }
}
