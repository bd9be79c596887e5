package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/**
 * A query: SELECT, VALUES, TABLE or a set operation of them, with what stands before and behind it. Parentheses around a whole
 * query leave no trace but in spans.
 *
 * @param limit empty where neither LIMIT, FETCH nor OFFSET stands
 */
public record Query(
        Optional<With> with, Body body, List<SortKey> orderBy, Optional<Limit> limit, List<Locking> locking, Span span)
        implements RowStatement {

    public Query {
        orderBy = List.copyOf(orderBy);
        locking = List.copyOf(locking);
    }

    /** What a query is made of. */
    public sealed interface Body extends SyntaxNode {}

    /**
     * SELECT.
     *
     * @param distinct empty for none
     * @param into the table that SELECT INTO makes
     */
    public record Select(
            Optional<Distinct> distinct,
            List<Target> targets,
            Optional<Into> into,
            List<FromItem> from,
            Optional<Expression> where,
            Optional<Grouping> groupBy,
            Optional<Expression> having,
            List<Window.Definition> windows,
            Span span)
            implements Body {
        public Select {
            targets = List.copyOf(targets);
            from = List.copyOf(from);
            windows = List.copyOf(windows);
        }
    }

    /** VALUES. */
    public record Values(List<List<Expression>> rows, Span span) implements Body {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** {@code TABLE name}. */
    public record TableCommand(FromItem.Table table, Span span) implements Body {}

    /** UNION and its like. */
    public enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** Two queries as one. */
    public record SetOperation(SetOperator operator, boolean all, Body left, Body right, Span span) implements Body {}

    /** A query in parentheses as a part of another: it has clauses of its own. */
    public record Nested(Query query, Span span) implements Body {}

    /** @param on of DISTINCT ON; empty for DISTINCT alone */
    public record Distinct(List<Expression> on) {
        public Distinct {
            on = List.copyOf(on);
        }
    }

    /** An element of the select list or of RETURNING; a star is a {@link Expression.ColumnReference} or {@link Expression.Indirection}. */
    public record Target(Expression value, Optional<Name> alias, Span span) implements SyntaxNode {}

    /** The table that SELECT INTO or CREATE TABLE AS makes. */
    public record Into(ObjectName name, boolean temporary, Span span) implements SyntaxNode {}

    /** GROUP BY. */
    public record Grouping(boolean distinct, List<GroupingElement> elements, Span span) implements SyntaxNode {
        public Grouping {
            elements = List.copyOf(elements);
        }
    }

    /** Kinds of {@link GroupingElement}. */
    public enum GroupingKind {
        /** One expression, which may be a row. */
        EXPRESSION,
        /** {@code ()}. */
        EMPTY,
        ROLLUP,
        CUBE,
        SETS
    }

    /**
     * An element of GROUP BY.
     *
     * @param expressions one of EXPRESSION, those of ROLLUP and CUBE
     * @param nested elements of GROUPING SETS
     */
    public record GroupingElement(GroupingKind kind, List<Expression> expressions, List<GroupingElement> nested) {
        public GroupingElement {
            expressions = List.copyOf(expressions);
            nested = List.copyOf(nested);
        }
    }

    /** @param count empty for ALL */
    public record Limit(Optional<Expression> count, Optional<Expression> offset, boolean withTies) {}

    /** {@code FOR UPDATE OF …}: names range variables, not relations. */
    public record Locking(List<ObjectName> of, boolean skipLocked, Span span) implements SyntaxNode {
        public Locking {
            of = List.copyOf(of);
        }
    }
}
