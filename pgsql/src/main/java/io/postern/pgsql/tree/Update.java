package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** UPDATE. */
public record Update(
        Optional<With> with,
        ChangeTarget target,
        List<Assignment> assignments,
        List<FromItem> from,
        Optional<Expression> where,
        Optional<Returning> returning,
        Span span)
        implements RowStatement {

    public Update {
        assignments = List.copyOf(assignments);
        from = List.copyOf(from);
    }
}
