package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Assignment;
import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Merge;
import io.postern.pgsql.tree.Merge.Action;
import io.postern.pgsql.tree.Merge.Match;
import io.postern.pgsql.tree.Returning;
import io.postern.pgsql.tree.With;

/** MERGE: manual, its page in the reference. */
final class Merges {

    private static final int BY_SOURCE_AND_RETURNING = 17;

    private final Grammar grammar;
    private final TokenCursor cursor;

    Merges(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Merge merge(int from, Optional<With> with) {
        cursor.expectAll("merge", "into");
        ChangeTarget target = grammar.changes.target();
        cursor.expect("using");
        FromItem source = grammar.from.item();
        cursor.expect("on");
        Expression on = grammar.expressions.expression();
        List<Merge.When> branches = new ArrayList<>();
        do {
            branches.add(branch());
        } while (cursor.is("when"));
        Optional<Returning> returning =
                cursor.major() >= BY_SOURCE_AND_RETURNING ? grammar.changes.returning() : Optional.empty();
        return new Merge(with, target, source, on, branches, returning, cursor.since(from));
    }

    private Merge.When branch() {
        int from = cursor.at();
        cursor.expect("when");
        Match match = match();
        Optional<Expression> condition =
                cursor.accept("and") ? Optional.of(grammar.expressions.expression()) : Optional.empty();
        cursor.expect("then");
        List<Assignment.Column> columns = List.of();
        List<Expression> values = List.of();
        List<Assignment> assignments = List.of();
        Action action = action(match);
        if (action == Action.UPDATE) {
            cursor.expect("set");
            assignments = grammar.changes.assignments();
        } else if (action == Action.INSERT && !cursor.acceptAll("default", "values")) {
            columns = cursor.isSelf('(') ? grammar.changes.columns() : List.of();
            grammar.changes.overriding();
            cursor.expect("values");
            cursor.expectSelf('(');
            values = grammar.expressions.list();
            cursor.expectSelf(')');
        }
        return new Merge.When(match, condition, action, columns, values, assignments, cursor.since(from));
    }

    private Match match() {
        if (!cursor.accept("not")) {
            cursor.expect("matched");
            return Match.MATCHED;
        }
        cursor.expect("matched");
        if (cursor.major() < BY_SOURCE_AND_RETURNING || !cursor.accept("by")) {
            return Match.NOT_MATCHED_BY_TARGET;
        }
        return cursor.expectAnyOf("source", "target").equals("source")
                ? Match.NOT_MATCHED_BY_SOURCE
                : Match.NOT_MATCHED_BY_TARGET;
    }

    private Action action(Match match) {
        if (cursor.accept("do")) {
            cursor.expect("nothing");
            return Action.NOTHING;
        }
        if (match == Match.NOT_MATCHED_BY_TARGET) {
            cursor.expect("insert");
            return Action.INSERT;
        }
        return cursor.expectAnyOf("update", "delete").equals("update") ? Action.UPDATE : Action.DELETE;
    }
}
