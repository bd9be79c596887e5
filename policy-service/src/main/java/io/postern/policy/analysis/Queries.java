package io.postern.policy.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;

/** SELECT, VALUES, TABLE and set operations of them: manual, chapter 7. */
final class Queries {

    private static final int NONE = -1;

    private final Pass pass;
    private final Keys keys;
    private int permittedInto = NONE;

    Queries(Pass pass) {
        this.pass = pass;
        this.keys = new Keys(pass);
    }

    /** This SELECT, and no other, may make a table. */
    void permitInto(Query.Select select) {
        permittedInto = select.span().from();
    }

    /** A query within an expression. */
    List<RangeColumn> subquery(Query query, Scope scope) {
        return query(query, Optional.of(scope), Optional.empty());
    }

    /**
     * @param around what sees this query
     * @param recursive the WITH query that this is, where it may read itself
     * @return its columns
     */
    List<RangeColumn> query(Query query, Optional<Scope> around, Optional<WithQuery> recursive) {
        return query(query, around, recursive, ColumnUse.Place.OUTPUT);
    }

    /** @param place of what its select list names */
    List<RangeColumn> query(Query given, Optional<Scope> around, Optional<WithQuery> recursive, ColumnUse.Place place) {
        pass.descend(given.span().from());
        Query query = flattened(given);
        Scope scope = new Scope(around);
        pass.withQueries.declare(query.with(), scope);
        List<RangeColumn> outputs = body(query, scope, recursive, place);
        limit(query, scope);
        pass.ascend();
        return outputs;
    }

    /** What stands behind a query in parentheses belongs to that query. */
    private static Query flattened(Query given) {
        Query query = given;
        while (query.body() instanceof Query.Nested nested) {
            Query inner = nested.query();
            boolean twice = (query.with().isPresent() && inner.with().isPresent())
                    || (!query.orderBy().isEmpty() && !inner.orderBy().isEmpty())
                    || (query.limit().isPresent() && inner.limit().isPresent());
            if (twice) {
                throw new NotAnalysable(
                        "multiple ORDER BY, LIMIT or WITH clauses are not allowed",
                        query.span().from());
            }
            List<Query.Locking> locking = new ArrayList<>(inner.locking());
            locking.addAll(query.locking());
            query = new Query(
                    query.with().or(inner::with),
                    inner.body(),
                    query.orderBy().isEmpty() ? inner.orderBy() : query.orderBy(),
                    query.limit().or(inner::limit),
                    locking,
                    query.span());
        }
        return query;
    }

    private List<RangeColumn> body(Query query, Scope scope, Optional<WithQuery> recursive, ColumnUse.Place place) {
        Query.Body body = query.body();
        if (body instanceof Query.Select select) {
            return select(query, select, scope, place);
        }
        List<RangeColumn> outputs;
        if (body instanceof Query.SetOperation operation) {
            outputs = setOperation(operation, scope, recursive, place);
        } else {
            outputs = arm(body, scope, place);
        }
        orderWhole(query, outputs, scope);
        if (!query.locking().isEmpty() && body instanceof Query.TableCommand) {
            scope.items().forEach(item -> item.entry().use().ifPresent(use -> use.add(RelationUse.Trait.LOCKED)));
        }
        return outputs;
    }

    /** Only the names of the columns can be used in ORDER BY of what is no SELECT. */
    private void orderWhole(Query query, List<RangeColumn> outputs, Scope scope) {
        if (query.orderBy().isEmpty()) {
            return;
        }
        List<Scope.Item> before = scope.items();
        if (before.isEmpty()) {
            scope.items(List.of(Scope.Item.of(pass.from.derived("", outputs))));
        }
        keys.orderBy(query.orderBy(), outputs, scope);
        scope.items(before);
    }

    /** Set operations lean to the left; they are as many as the text is long, so they are not descended into. */
    private List<RangeColumn> setOperation(
            Query.SetOperation last, Scope scope, Optional<WithQuery> recursive, ColumnUse.Place place) {
        Deque<Query.SetOperation> chain = new ArrayDeque<>();
        Query.Body first = last;
        while (first instanceof Query.SetOperation operation) {
            chain.push(operation);
            first = operation.left();
        }
        List<RangeColumn> outputs = new ArrayList<>(arm(first, scope, place));
        while (!chain.isEmpty()) {
            Query.SetOperation operation = chain.pop();
            boolean recurses = recursive.isPresent() && chain.isEmpty();
            if (recurses) {
                pass.withQueries.recurse(recursive.get(), outputs);
            }
            List<RangeColumn> right = arm(operation.right(), scope, place);
            requireSameCount(outputs, right, operation.span());
            if (recurses) {
                pass.withQueries.close(recursive.get(), right);
            }
            for (int i = 0; i < right.size(); i++) {
                RangeColumn left = outputs.get(i);
                int node = pass.both(left.node(), right.get(i).node());
                long type = left.value().type() == right.get(i).value().type()
                        ? left.value().type()
                        : 0;
                outputs.set(i, new RangeColumn(left.name(), Value.of(node, type)));
                if (!operation.all()) {
                    pass.work.sortKey(node);
                }
            }
        }
        return outputs;
    }

    private static void requireSameCount(List<RangeColumn> left, List<RangeColumn> right, Span span) {
        if (left.size() != right.size()) {
            throw new NotAnalysable("each part of a set operation must have the same number of columns", span.from());
        }
    }

    private List<RangeColumn> arm(Query.Body body, Scope scope, ColumnUse.Place place) {
        if (body instanceof Query.Nested nested) {
            return query(nested.query(), Optional.of(scope), Optional.empty(), place);
        }
        if (body instanceof Query.Values values) {
            return values(values, scope, place);
        }
        if (body instanceof Query.TableCommand command) {
            return table(command, scope, place);
        }
        pass.descend(body.span().from());
        Scope own = new Scope(Optional.of(scope));
        List<RangeColumn> outputs;
        if (body instanceof Query.Select select) {
            outputs = select(plain(select), select, own, place);
        } else {
            outputs = setOperation((Query.SetOperation) body, own, Optional.empty(), place);
        }
        pass.ascend();
        return outputs;
    }

    private static Query plain(Query.Select select) {
        return new Query(Optional.empty(), select, List.of(), Optional.empty(), List.of(), select.span());
    }

    private List<RangeColumn> values(Query.Values values, Scope scope, ColumnUse.Place place) {
        scope.place(place);
        List<RangeColumn> columns = new ArrayList<>();
        boolean first = true;
        for (List<Expression> row : values.rows()) {
            List<Value> members = pass.targets.values(row, scope);
            if (!first && members.size() != columns.size()) {
                throw new NotAnalysable(
                        "VALUES lists must all be the same length",
                        values.span().from());
            }
            for (int i = 0; i < members.size(); i++) {
                Value member = members.get(i);
                if (member.is(Value.Kind.CONSTANT)) {
                    pass.slots.free(member);
                }
                if (first) {
                    columns.add(new RangeColumn("column" + (i + 1), Value.of(member.node(), member.type())));
                } else if (member.node() != LineageGraph.NOTHING
                        || member.type() != columns.get(i).value().type()) {
                    RangeColumn before = columns.get(i);
                    long type = member.type() == before.value().type() ? member.type() : 0;
                    columns.set(
                            i, new RangeColumn(before.name(), Value.of(pass.both(before.node(), member.node()), type)));
                }
            }
            first = false;
        }
        return columns;
    }

    private List<RangeColumn> table(Query.TableCommand command, Scope scope, ColumnUse.Place place) {
        scope.place(place);
        RangeEntry entry = pass.from.table(command.table(), scope, Optional.of(command.span()));
        List<RangeColumn> outputs = pass.columns.all(entry, command.span(), scope);
        scope.items(List.of(Scope.Item.of(entry)));
        return outputs.stream()
                .map(column -> new RangeColumn(column.name(), column.value()))
                .toList();
    }

    private List<RangeColumn> select(Query query, Query.Select select, Scope scope, ColumnUse.Place place) {
        if (select.into().isPresent() && permittedInto != select.span().from()) {
            throw new NotAnalysable(
                    "SELECT ... INTO is not allowed here",
                    select.into().get().span().from());
        }
        scope.place(ColumnUse.Place.OUTPUT);
        pass.from.items(select, scope);
        for (var definition : select.windows()) {
            scope.place(ColumnUse.Place.SORT_KEY);
            scope.window(definition.name().text(), pass.calls.window(definition.window(), scope));
        }
        scope.place(place);
        List<RangeColumn> outputs = pass.targets.of(select.targets(), scope);
        condition(select.where(), scope);
        condition(select.having(), scope);
        keys.orderBy(query.orderBy(), outputs, scope);
        select.groupBy().ifPresent(grouping -> keys.groupBy(grouping, outputs, scope));
        select.distinct().ifPresent(distinct -> keys.distinct(distinct, outputs, scope));
        lock(query.locking(), select, scope);
        return outputs;
    }

    void condition(Optional<Expression> condition, Scope scope) {
        if (condition.isPresent()) {
            ColumnUse.Place before = scope.place();
            scope.place(ColumnUse.Place.PREDICATE);
            pass.work.predicate(pass.expressions.value(condition.get(), scope).node());
            scope.place(before);
        }
    }

    private void lock(List<Query.Locking> clauses, Query.Select select, Scope scope) {
        for (Query.Locking clause : clauses) {
            if (clause.of().isEmpty()) {
                pass.from.lock(select.from(), scope, Optional.empty());
            }
            clause.of().forEach(name -> pass.from.lock(select.from(), scope, Optional.of(name)));
        }
    }

    /** LIMIT sees no column of its query. */
    private void limit(Query query, Scope scope) {
        if (query.limit().isEmpty()) {
            return;
        }
        List<Scope.Item> items = scope.items();
        scope.items(List.of());
        for (Optional<Expression> count :
                List.of(query.limit().get().count(), query.limit().get().offset())) {
            if (count.isPresent()) {
                Value value = pass.expressions.value(count.get(), scope);
                pass.work.predicate(value.node());
                if (value.is(Value.Kind.CONSTANT)) {
                    pass.slots.free(value);
                }
            }
        }
        scope.items(items);
    }

    /** Whether a FROM clause is one table and nothing else. */
    static Optional<FromItem.Table> onlyTable(Query.Select select) {
        return select.from().size() == 1 && select.from().get(0) instanceof FromItem.Table table
                ? Optional.of(table)
                : Optional.empty();
    }
}
