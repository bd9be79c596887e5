package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.SortKey;

/**
 * A SELECT with GROUP BY.
 *
 * @param orderBy of the query that it is the whole body of
 */
record GroupedSelects(Query.Select select, List<SortKey> orderBy) {

    /** Those among the queries of a statement, at whatever depth, that are reached through queries, WITH and FROM. */
    static List<GroupedSelects> of(RowStatement statement) {
        List<GroupedSelects> found = new ArrayList<>();
        collect(statement, found);
        return found;
    }

    private static void collect(RowStatement statement, List<GroupedSelects> found) {
        statement.with().ifPresent(with -> with.tables().forEach(table -> collect(table.statement(), found)));
        if (statement instanceof Query query) {
            collect(query.body(), query.orderBy(), found);
            query.orderBy().forEach(key -> collect(key.value(), found));
            query.limit().ifPresent(limit -> {
                limit.count().ifPresent(count -> collect(count, found));
                limit.offset().ifPresent(offset -> collect(offset, found));
            });
        } else {
            collectOfChange(Changes.of(statement), found);
        }
    }

    private static void collectOfChange(Changes changes, List<GroupedSelects> found) {
        changes.source().ifPresent(source -> collect(source, found));
        changes.assignments().forEach(assignment -> collect(assignment.source(), found));
        changes.from().forEach(item -> collect(item, found));
        changes.where().ifPresent(where -> collect(where, found));
        changes.returned().forEach(target -> collect(target.value(), found));
    }

    private static void collect(Query.Body body, List<SortKey> orderBy, List<GroupedSelects> found) {
        if (body instanceof Query.Select select) {
            if (select.groupBy().isPresent()) {
                found.add(new GroupedSelects(select, orderBy));
            }
            select.targets().forEach(target -> collect(target.value(), found));
            select.from().forEach(item -> collect(item, found));
            select.where().ifPresent(where -> collect(where, found));
            select.having().ifPresent(having -> collect(having, found));
        } else if (body instanceof Query.SetOperation operation) {
            collect(operation.left(), List.of(), found);
            collect(operation.right(), List.of(), found);
        } else if (body instanceof Query.Nested nested) {
            collect(nested.query(), found);
        } else if (body instanceof Query.Values values) {
            values.rows().forEach(row -> row.forEach(value -> collect(value, found)));
        }
    }

    private static void collect(FromItem item, List<GroupedSelects> found) {
        if (item instanceof FromItem.Derived derived) {
            collect(derived.query(), found);
        } else if (item instanceof FromItem.Join join) {
            collect(join.left(), found);
            collect(join.right(), found);
            join.on().ifPresent(on -> collect(on, found));
        } else if (item instanceof FromItem.Functions functions) {
            functions.functions().forEach(function -> collect(function.call(), found));
        } else if (item instanceof FromItem.TableFunction function) {
            function.expressions().forEach(expression -> collect(expression, found));
        }
    }

    private static void collect(Expression expression, List<GroupedSelects> found) {
        expression.queries().forEach(query -> collect(query, found));
        expression.operands().forEach(operand -> collect(operand, found));
    }

    /** The keys; none where the grouping has more than one set. */
    List<Expression> keys() {
        List<Query.GroupingElement> elements = select.groupBy().orElseThrow().elements();
        boolean plain = elements.stream().allMatch(element -> element.kind() == Query.GroupingKind.EXPRESSION);
        return plain
                ? elements.stream()
                        .flatMap(element -> element.expressions().stream())
                        .toList()
                : List.of();
    }

    /** What is worked out for each group. */
    Stream<Expression> perGroup() {
        return Stream.of(
                        select.targets().stream().map(Query.Target::value),
                        select.having().stream(),
                        orderBy.stream().map(SortKey::value))
                .flatMap(values -> values);
    }
}
