package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/** MERGE. */
public record Merge(
        Optional<With> with,
        ChangeTarget target,
        FromItem source,
        Expression on,
        List<When> branches,
        Optional<Returning> returning,
        Span span)
        implements RowStatement {

    public Merge {
        branches = List.copyOf(branches);
    }

    /** When a branch is looked at. */
    public enum Match {
        MATCHED,
        NOT_MATCHED_BY_TARGET,
        NOT_MATCHED_BY_SOURCE
    }

    /** What a branch does. */
    public enum Action {
        INSERT,
        UPDATE,
        DELETE,
        NOTHING
    }

    /**
     * WHEN … THEN ….
     *
     * @param columns that an INSERT writes to; empty for all
     * @param values of an INSERT; empty for DEFAULT VALUES
     * @param assignments of an UPDATE
     */
    public record When(
            Match match,
            Optional<Expression> condition,
            Action action,
            List<Assignment.Column> columns,
            List<Expression> values,
            List<Assignment> assignments,
            Span span)
            implements SyntaxNode {
        public When {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            assignments = List.copyOf(assignments);
        }
    }
}
