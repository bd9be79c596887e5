package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgwire.sql.TokenKind;

/** ORDER BY, GROUP BY and DISTINCT, where names and numbers may stand for result columns: manual, page of SELECT. */
final class Keys {

    private final Pass pass;

    Keys(Pass pass) {
        this.pass = pass;
    }

    /** ORDER BY: a bare name is first looked for among the results. */
    void orderBy(List<SortKey> keys, List<RangeColumn> outputs, Scope scope) {
        if (keys.isEmpty()) {
            return;
        }
        ColumnUse.Place before = scope.place();
        scope.place(ColumnUse.Place.SORT_KEY);
        for (SortKey key : keys) {
            Value value = output(key.value(), outputs, scope, true);
            pass.calls.operator(key, value);
            pass.work.sortKey(value.node());
        }
        scope.place(before);
    }

    /** GROUP BY: a bare name is first looked for among the columns of FROM. */
    void groupBy(Query.Grouping grouping, List<RangeColumn> outputs, Scope scope) {
        ColumnUse.Place before = scope.place();
        scope.place(ColumnUse.Place.GROUP_KEY);
        grouping.elements().forEach(element -> group(element, outputs, scope));
        scope.place(before);
    }

    private void group(Query.GroupingElement element, List<RangeColumn> outputs, Scope scope) {
        for (Expression expression : element.expressions()) {
            group(expression, outputs, scope);
        }
        for (Query.GroupingElement nested : element.nested()) {
            pass.descend(0);
            group(nested, outputs, scope);
            pass.ascend();
        }
    }

    private void group(Expression expression, List<RangeColumn> outputs, Scope scope) {
        if (expression instanceof Expression.RowConstructor row && !row.explicit()) {
            pass.descend(row.span().from());
            row.members().forEach(member -> group(member, outputs, scope));
            pass.ascend();
            return;
        }
        pass.work.groupKey(output(expression, outputs, scope, false).node());
    }

    void distinct(Query.Distinct distinct, List<RangeColumn> outputs, Scope scope) {
        if (distinct.on().isEmpty()) {
            outputs.forEach(column -> pass.work.sortKey(column.node()));
            return;
        }
        ColumnUse.Place before = scope.place();
        scope.place(ColumnUse.Place.SORT_KEY);
        for (Expression expression : distinct.on()) {
            pass.work.sortKey(output(expression, outputs, scope, true).node());
        }
        scope.place(before);
    }

    private Value output(Expression expression, List<RangeColumn> outputs, Scope scope, boolean outputsFirst) {
        if (expression instanceof Expression.ColumnReference reference
                && reference.names().size() == 1
                && !reference.star()) {
            String name = reference.names().get(0).text();
            Scope.Outcome column =
                    outputsFirst ? Scope.Outcome.NONE : scope.column(name).outcome();
            Optional<Value> value = isColumn(column) ? Optional.empty() : named(outputs, name);
            if (value.isPresent() && column == Scope.Outcome.PERHAPS) {
                Value perhaps = pass.expressions.value(expression, scope);
                return Value.of(pass.both(value.get().node(), perhaps.node()));
            }
            if (value.isPresent()) {
                return value.get();
            }
        }
        if (expression instanceof Expression.Constant constant) {
            return numbered(constant, outputs);
        }
        return pass.expressions.value(expression, scope);
    }

    private static boolean isColumn(Scope.Outcome outcome) {
        return switch (outcome) {
            case FOUND, SYSTEM_COLUMN, AMBIGUOUS, NOT_PERMITTED -> true;
            case PERHAPS, NONE -> false;
        };
    }

    /** Several results of one name have to be the same expression, which PostgreSQL checks. */
    private Optional<Value> named(List<RangeColumn> outputs, String name) {
        List<RangeColumn> matches = new ArrayList<>();
        for (RangeColumn output : outputs) {
            if (output.name().equals(name)) {
                matches.add(output);
            }
        }
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        int node = LineageGraph.NOTHING;
        for (RangeColumn match : matches) {
            node = pass.both(node, match.node());
        }
        return Optional.of(Value.of(node, matches.get(0).value().type()));
    }

    private Value numbered(Expression.Constant constant, List<RangeColumn> outputs) {
        if (constant.slot() < 0) {
            return Value.NOTHING;
        }
        pass.slots.keep(List.of(constant.slot()));
        int token = pass.tokens.tokenOfSlot(constant.slot());
        String text = pass.tokens.text(token);
        if (pass.tokens.kind(token) != TokenKind.INTEGER
                || text.length() > 9
                || !text.chars().allMatch(Character::isDigit)) {
            throw new NotAnalysable("A constant in ORDER BY, GROUP BY or DISTINCT has to be a position.", token);
        }
        int position = Integer.parseInt(text);
        if (position < 1 || position > outputs.size()) {
            throw new NotAnalysable("position " + position + " is not in select list", token);
        }
        return outputs.get(position - 1).value();
    }
}
