package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;

/**
 * What stands in parentheses where both a query and expressions may. A run of opening parentheses is read from the inside out,
 * without recursion and without looking ahead: only what follows the innermost closing one tells what they are.
 */
final class Parentheses {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Parentheses(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** @param members one or more; none where it is a query */
    record Enclosed(Optional<Query> query, List<Expression> members) {

        static Enclosed of(Query query) {
            return new Enclosed(Optional.of(query), List.of());
        }

        static Enclosed of(List<Expression> members) {
            return new Enclosed(Optional.empty(), members);
        }

        /** @param open ordinal of the opening parenthesis */
        Expression single(int open) {
            if (members.size() != 1) {
                throw new SyntaxError("syntax error at or near \"(\"", open);
            }
            return members.get(0);
        }
    }

    /** From the opening parenthesis here to the one that closes it. */
    Enclosed enclosed() {
        int from = cursor.at();
        cursor.descend();
        int open = openings();
        Enclosed enclosed = grammar.queries.startsHere()
                ? Enclosed.of(grammar.queries.query())
                : Enclosed.of(grammar.expressions.list());
        cursor.expectSelf(')');
        while (open > from) {
            enclosed = within(enclosed, open);
            cursor.expectSelf(')');
            open--;
        }
        cursor.ascend();
        return enclosed;
    }

    /** Steps over the opening parentheses here, one at least; the ordinal of the last. */
    int openings() {
        do {
            cursor.expectSelf('(');
        } while (cursor.isSelf('('));
        return cursor.at() - 1;
    }

    /** What the pair of parentheses around {@code inner}, which begins at the token {@code from}, holds. */
    private Enclosed within(Enclosed inner, int from) {
        if (inner.query().isPresent()) {
            if (cursor.isSelf(')')) {
                return inner;
            }
            if (grammar.queries.continuesHere()) {
                return Enclosed.of(grammar.queries.continued(inner.query().get(), from));
            }
        }
        List<Expression> members = new ArrayList<>();
        members.add(grammar.expressions.continued(value(inner, from), from));
        while (cursor.acceptSelf(',')) {
            members.add(grammar.expressions.expression());
        }
        return Enclosed.of(members);
    }

    /** A sub-query, a row, or an expression in parentheses, with the parts taken of it. */
    Expression value() {
        int from = cursor.at();
        return value(enclosed(), from);
    }

    /** Of what {@link #enclosed} gave, which began at the token {@code from}. */
    Expression value(Enclosed enclosed, int from) {
        if (enclosed.members().size() > 1) {
            cursor.wrap();
            return new Expression.RowConstructor(enclosed.members(), false, cursor.since(from));
        }
        Expression value = enclosed.query().isPresent()
                ? new Expression.Subquery(
                        Expression.SubqueryForm.SCALAR, enclosed.query().get(), cursor.since(from))
                : enclosed.members().get(0);
        return grammar.primaries.indirection(value, from);
    }

    /** A query in parentheses, without them. */
    Query query() {
        int from = cursor.at();
        return enclosed().query().orElseThrow(() -> noQuery(from));
    }

    private SyntaxError noQuery(int from) {
        int first = from;
        while (cursor.tokens().is(first, '(')) {
            first++;
        }
        cursor.moveTo(first);
        return cursor.unexpected();
    }
}
