package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Step;
import io.postern.policy.catalog.Column;

/** The lists of SELECT and RETURNING, stars expanded. */
final class Targets {

    /** PostgreSQL's own limit. */
    private static final int MAX_TARGETS = 1_664;

    private final Pass pass;

    Targets(Pass pass) {
        this.pass = pass;
    }

    List<RangeColumn> of(List<Query.Target> targets, Scope scope) {
        List<RangeColumn> outputs = new ArrayList<>();
        for (Query.Target target : targets) {
            add(outputs, target, scope);
            if (outputs.size() > MAX_TARGETS) {
                throw new NotAnalysable(
                        "target lists can have at most " + MAX_TARGETS + " entries",
                        target.span().from());
            }
        }
        return outputs;
    }

    private void add(List<RangeColumn> outputs, Query.Target target, Scope scope) {
        Expression value = target.value();
        if (value instanceof Expression.ColumnReference reference && reference.star()) {
            for (RangeColumn column : pass.columns.star(reference, scope)) {
                outputs.add(new RangeColumn(column.name(), column.value()));
            }
            return;
        }
        if (value instanceof Expression.Indirection indirection && endsInStar(indirection)) {
            star(outputs, indirection, scope);
            return;
        }
        Value result = pass.expressions.value(value, scope);
        String name =
                target.alias().isPresent() ? target.alias().get().text() : OutputNames.of(value, pass.subqueryNames);
        outputs.add(new RangeColumn(name, result));
    }

    private static boolean endsInStar(Expression.Indirection indirection) {
        List<Step> steps = indirection.steps();
        return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Star;
    }

    /** {@code (row).*}. */
    private void star(List<RangeColumn> outputs, Expression.Indirection indirection, Scope scope) {
        List<Step> before = indirection.steps().subList(0, indirection.steps().size() - 1);
        Value row = before.isEmpty()
                ? pass.expressions.value(indirection.base(), scope)
                : pass.expressions.value(
                        new Expression.Indirection(indirection.base(), before, indirection.span()), scope);
        Optional<List<Column>> fields = pass.objects.fields(row.type());
        if (fields.isPresent()) {
            fields.get()
                    .forEach(
                            field -> outputs.add(new RangeColumn(field.name(), Value.of(row.node(), field.typeOid()))));
            return;
        }
        Optional<RangeEntry> entry = row.row();
        if (entry.isEmpty() || entry.get().traits().open()) {
            throw new NotAnalysable(
                    "The columns behind .* are not known; name them.",
                    indirection.span().from());
        }
        for (RangeColumn column : entry.get().columns()) {
            if (!column.hidden()) {
                outputs.add(new RangeColumn(column.name(), column.value()));
            }
        }
    }

    /** A list of values as VALUES and ROW have it: stars stand for their columns. */
    List<Value> values(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            if (expression instanceof Expression.ColumnReference reference && reference.star()) {
                pass.columns.star(reference, scope).forEach(column -> values.add(column.value()));
            } else {
                values.add(pass.expressions.value(expression, scope));
            }
        }
        return values;
    }
}
