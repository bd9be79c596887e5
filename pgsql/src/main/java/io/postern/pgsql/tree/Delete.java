package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** DELETE. */
public record Delete(
        Optional<With> with,
        ChangeTarget target,
        List<FromItem> using,
        Optional<Expression> where,
        Optional<Returning> returning,
        Span span)
        implements RowStatement {

    public Delete {
        using = List.copyOf(using);
    }
}
