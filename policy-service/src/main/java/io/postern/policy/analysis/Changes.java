package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Assignment;
import io.postern.pgsql.tree.Delete;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Merge;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Returning;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Step;
import io.postern.pgsql.tree.Update;
import io.postern.policy.catalog.Column;

/** INSERT, UPDATE and DELETE: manual, part VI. */
final class Changes {

    /** The first major whose RETURNING tells rows before and after the change apart. */
    private static final int OLD_AND_NEW = 18;

    private final Pass pass;
    private final Merges merges;

    Changes(Pass pass) {
        this.pass = pass;
        this.merges = new Merges(pass, this);
    }

    /** @return the columns of RETURNING; none where there is no such clause */
    List<RangeColumn> change(RowStatement statement, Optional<Scope> around) {
        pass.descend(statement.span().from());
        Scope scope = new Scope(around);
        pass.withQueries.declare(statement.with(), scope);
        List<RangeColumn> outputs;
        if (statement instanceof Insert insert) {
            outputs = insert(insert, scope);
        } else if (statement instanceof Update update) {
            outputs = update(update, scope);
        } else if (statement instanceof Delete delete) {
            outputs = delete(delete, scope);
        } else {
            outputs = merges.merge((Merge) statement, scope);
        }
        pass.ascend();
        return outputs;
    }

    private List<RangeColumn> insert(Insert insert, Scope scope) {
        Target target = Target.of(insert.target(), pass);
        List<Column> columns = columns(insert.columns(), target, scope);
        if (insert.source().isPresent()) {
            Query source = insert.source().get();
            List<RangeColumn> values =
                    pass.queries.query(source, Optional.of(scope), Optional.empty(), ColumnUse.Place.WRITE_SOURCE);
            if (values.size() > columns.size()) {
                throw new NotAnalysable(
                        "INSERT has more expressions than target columns",
                        source.span().from());
            }
            for (int i = 0; i < values.size(); i++) {
                pass.slots.free(values.get(i).value());
                target.write(columns.get(i), values.get(i).node());
            }
        }
        target.use().forgetObserved();
        insert.onConflict().ifPresent(conflict -> conflict(conflict, target, scope));
        scope.items(List.of());
        List<RangeColumn> outputs = returning(insert.returning(), target, scope);
        boolean reads = insert.onConflict().isPresent() || target.use().observed();
        boolean updates = insert.onConflict().map(Insert.OnConflict::updates).orElse(false);
        operation(
                StatementKind.INSERT,
                target,
                new Traits(
                        Operation.Filter.SOME_ROWS, reads, insert.onConflict().isPresent(), updates));
        return outputs;
    }

    /** The columns that an INSERT names, or all. */
    List<Column> columns(List<Assignment.Column> named, Target target, Scope scope) {
        if (named.isEmpty()) {
            return target.relation().columns();
        }
        scope.place(ColumnUse.Place.WRITE_SOURCE);
        List<Column> columns = new ArrayList<>();
        for (Assignment.Column column : named) {
            columns.add(target.column(column.name()));
            steps(column, scope);
        }
        return columns;
    }

    /** What is named to write a part of a column. */
    private int steps(Assignment.Column column, Scope scope) {
        int node = LineageGraph.NOTHING;
        for (Step step : column.steps()) {
            if (step instanceof Step.Subscript subscript) {
                node = pass.both(
                        node, pass.expressions.value(subscript.index(), scope).node());
            } else if (step instanceof Step.Slice slice) {
                for (Optional<Expression> bound : List.of(slice.lower(), slice.upper())) {
                    if (bound.isPresent()) {
                        node = pass.both(
                                node, pass.expressions.value(bound.get(), scope).node());
                    }
                }
            }
        }
        return node;
    }

    private void conflict(Insert.OnConflict conflict, Target target, Scope scope) {
        scope.place(ColumnUse.Place.CONFLICT);
        scope.items(List.of(new Scope.Item(target.entry(), false, true, false, true)));
        for (Expression arbiter : conflict.arbiters()) {
            pass.work.predicate(pass.expressions.value(arbiter, scope).node());
        }
        conflict.arbiterWhere().ifPresent(where -> predicate(where, scope));
        if (!conflict.updates()) {
            return;
        }
        scope.items(List.of(Scope.Item.of(target.excluded()), Scope.Item.of(target.entry())));
        assign(conflict.assignments(), target, scope);
        conflict.where().ifPresent(where -> predicate(where, scope));
    }

    private void predicate(Expression condition, Scope scope) {
        pass.work.predicate(pass.expressions.value(condition, scope).node());
    }

    private List<RangeColumn> update(Update update, Scope scope) {
        Target target = Target.of(update.target(), pass);
        scope.items(List.of(Scope.Item.of(target.entry()).lateral(true, false)));
        pass.from.items(update.from(), scope);
        standing(target, scope);
        target.use().forgetObserved();
        scope.place(ColumnUse.Place.WRITE_SOURCE);
        assign(update.assignments(), target, scope);
        boolean reads = target.use().observed();
        Operation.Filter filter = where(update.where(), target, scope);
        List<RangeColumn> outputs = returning(update.returning(), target, scope);
        reads |= filter == Operation.Filter.SOME_ROWS || target.use().observed();
        operation(StatementKind.UPDATE, target, new Traits(filter, reads, false, false));
        return outputs;
    }

    private List<RangeColumn> delete(Delete delete, Scope scope) {
        Target target = Target.of(delete.target(), pass);
        scope.items(List.of(Scope.Item.of(target.entry()).lateral(true, false)));
        pass.from.items(delete.using(), scope);
        standing(target, scope);
        Operation.Filter filter = where(delete.where(), target, scope);
        target.use().forgetObserved();
        List<RangeColumn> outputs = returning(delete.returning(), target, scope);
        boolean reads = filter == Operation.Filter.SOME_ROWS || target.use().observed();
        operation(StatementKind.DELETE, target, new Traits(filter, reads, false, false));
        return outputs;
    }

    /** Behind FROM, the target can be named like any other item. */
    private static void standing(Target target, Scope scope) {
        scope.items(scope.items().stream()
                .map(item -> item.entry() == target.entry() ? Scope.Item.of(target.entry()) : item)
                .toList());
    }

    /** Tells whether the target's columns are named in it. */
    private Operation.Filter where(Optional<Expression> where, Target target, Scope scope) {
        if (where.isEmpty()) {
            return Operation.Filter.ALL_ROWS;
        }
        if (where.get() instanceof Expression.CurrentOf) {
            return Operation.Filter.SOME_ROWS;
        }
        target.use().forgetObserved();
        pass.queries.condition(where, scope);
        return target.use().observed() ? Operation.Filter.SOME_ROWS : Operation.Filter.ALL_ROWS;
    }

    /** SET. */
    void assign(List<Assignment> assignments, Target target, Scope scope) {
        for (Assignment assignment : assignments) {
            List<Column> columns = assignment.columns().stream()
                    .map(column -> target.column(column.name()))
                    .toList();
            List<Integer> nodes = sources(assignment, columns.size(), scope);
            for (int i = 0; i < columns.size(); i++) {
                int part = steps(assignment.columns().get(i), scope);
                target.write(columns.get(i), pass.both(part, nodes.get(i)));
            }
        }
    }

    private List<Integer> sources(Assignment assignment, int count, Scope scope) {
        Expression source = assignment.source();
        if (assignment.multiple() && source instanceof Expression.RowConstructor row) {
            List<Value> values = pass.targets.values(row.members(), scope);
            values.forEach(pass.slots::free);
            if (values.size() != count) {
                throw new NotAnalysable(
                        "number of columns does not match number of values",
                        assignment.span().from());
            }
            return values.stream().map(Value::node).toList();
        }
        if (assignment.multiple() && source instanceof Expression.Subquery subquery) {
            List<RangeColumn> columns = pass.queries.subquery(subquery.query(), scope);
            if (columns.size() != count) {
                throw new NotAnalysable(
                        "number of columns does not match number of values",
                        assignment.span().from());
            }
            return columns.stream().map(RangeColumn::node).toList();
        }
        Value value = pass.expressions.value(source, scope);
        pass.slots.free(value);
        return new ArrayList<>(Collections.nCopies(count, value.node()));
    }

    /** RETURNING sees the target as it became, and what else the scope has. */
    List<RangeColumn> returning(Optional<Returning> clause, Target target, Scope scope) {
        if (clause.isEmpty()) {
            return List.of();
        }
        Returning returning = clause.get();
        target.use().forgetObserved();
        List<Scope.Item> items = new ArrayList<>();
        Scope.Item changed = Scope.Item.of(target.changed(target.entry().name()));
        boolean found = false;
        for (Scope.Item item : scope.items()) {
            boolean isTarget = item.entry() == target.entry();
            found |= isTarget;
            items.add(isTarget ? changed : item);
        }
        if (!found) {
            items.add(changed);
        }
        scope.items(items);
        if (pass.context.catalog().serverMajor() >= OLD_AND_NEW) {
            version(returning.oldAlias(), "old", target, returning, scope);
            version(returning.newAlias(), "new", target, returning, scope);
        }
        scope.place(ColumnUse.Place.RETURNING);
        return pass.targets.of(returning.targets(), scope);
    }

    private static void version(Optional<Name> alias, String usual, Target target, Returning returning, Scope scope) {
        if (alias.isEmpty() && Columns.isRange(usual, returning.span(), scope)) {
            return;
        }
        String name = alias.map(Name::text).orElse(usual);
        Scope.Item item = Scope.Item.named(target.changed(name));
        FromClause.requireDistinct(scope.items(), List.of(item), returning.span());
        scope.add(List.of(item));
    }

    /** What an operation is told by, besides its kind and target. */
    record Traits(Operation.Filter filter, boolean readsTarget, boolean onConflict, boolean updatesOnConflict) {}

    void operation(StatementKind kind, Target target, Traits traits) {
        pass.work.operation(kind, target.use(), traits);
    }
}
