package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Merge;
import io.postern.policy.catalog.Column;

/** MERGE: manual, page of MERGE. */
final class Merges {

    private final Pass pass;
    private final Changes changes;

    Merges(Pass pass, Changes changes) {
        this.pass = pass;
        this.changes = changes;
    }

    List<RangeColumn> merge(Merge merge, Scope scope) {
        Target target = Target.of(merge.target(), pass);
        pass.from.items(List.of(merge.source()), scope);
        List<Scope.Item> source = scope.items();
        List<Scope.Item> own = List.of(Scope.Item.of(target.entry()));
        FromClause.requireDistinct(source, own, merge.span());
        List<Scope.Item> both = new ArrayList<>(source);
        both.addAll(own);
        scope.items(both);
        scope.place(ColumnUse.Place.PREDICATE);
        pass.work.predicate(pass.expressions.value(merge.on(), scope).node());
        Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
        for (Merge.When branch : merge.branches()) {
            scope.items(
                    switch (branch.match()) {
                        case MATCHED -> both;
                        case NOT_MATCHED_BY_TARGET -> source;
                        case NOT_MATCHED_BY_SOURCE -> own;
                    });
            kinds.add(branch(branch, target, scope));
        }
        scope.items(both);
        List<RangeColumn> outputs = changes.returning(merge.returning(), target, scope);
        Changes.Traits traits = new Changes.Traits(Operation.Filter.SOME_ROWS, true, false, false);
        for (StatementKind kind : kinds) {
            if (kind == StatementKind.SELECT) {
                pass.work.operation(new Operation(StatementKind.SELECT, Optional.empty()));
            } else {
                changes.operation(kind, target, traits);
            }
        }
        return outputs;
    }

    /** @return what it does; SELECT for nothing */
    private StatementKind branch(Merge.When branch, Target target, Scope scope) {
        scope.place(ColumnUse.Place.PREDICATE);
        branch.condition()
                .ifPresent(condition -> pass.work.predicate(
                        pass.expressions.value(condition, scope).node()));
        scope.place(ColumnUse.Place.WRITE_SOURCE);
        return switch (branch.action()) {
            case INSERT -> {
                insert(branch, target, scope);
                yield StatementKind.INSERT;
            }
            case UPDATE -> {
                changes.assign(branch.assignments(), target, scope);
                yield StatementKind.UPDATE;
            }
            case DELETE -> StatementKind.DELETE;
            case NOTHING -> StatementKind.SELECT;
        };
    }

    private void insert(Merge.When branch, Target target, Scope scope) {
        List<Column> columns = changes.columns(branch.columns(), target, scope);
        List<Value> values = pass.targets.values(branch.values(), scope);
        if (values.size() > columns.size()) {
            throw new NotAnalysable(
                    "INSERT has more expressions than target columns",
                    branch.span().from());
        }
        for (int i = 0; i < values.size(); i++) {
            pass.slots.free(values.get(i));
            target.write(columns.get(i), values.get(i).node());
        }
    }
}
