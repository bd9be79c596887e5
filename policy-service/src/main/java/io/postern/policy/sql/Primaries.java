package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenKind;
import io.postern.policy.catalog.Catalog;

/** What operators join: constants, names, calls, sub-queries, each with its casts, subscripts and field selections. */
final class Primaries {

    /** Fields of the composite values that listed functions return. */
    private static final Set<String> RESULT_FIELDS = Set.of("key", "value", "x", "n", "keys", "ordinality");

    private final Grammar grammar;
    private final TokenCursor cursor;

    Primaries(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Operand primary() {
        return postfixed(bare());
    }

    private Operand bare() {
        if (cursor.isConstant()) {
            return constant();
        }
        if (cursor.acceptKind(TokenKind.PARAMETER)) {
            return Operand.PARAMETER;
        }
        if (cursor.isSelf('(')) {
            return parenthesised();
        }
        Optional<Operand> special = grammar.forms.read();
        return special.isPresent() ? special.get() : named();
    }

    private Operand constant() {
        int slot = cursor.tokens().slot(cursor.at());
        cursor.advance();
        return Operand.constant(slot);
    }

    /** The literal of a typed constant, such as the string of {@code date '2020-01-01'}. */
    Operand literal(Types.Literal type) {
        Operand constant = constant();
        return type == Types.Literal.VALUE ? constant : Operand.OTHER;
    }

    private Operand postfixed(Operand bare) {
        Operand operand = bare;
        while (true) {
            if (cursor.acceptKind(TokenKind.TYPECAST)) {
                operand = cast(operand, grammar.types.type());
            } else if (cursor.acceptSelf('[')) {
                subscript();
                operand = Operand.OTHER;
            } else if (cursor.acceptSelf('.')) {
                field();
                operand = Operand.OTHER;
            } else {
                return operand;
            }
        }
    }

    static Operand cast(Operand operand, Types.Literal type) {
        return type == Types.Literal.VALUE && !operand.givesMeaning() ? operand : Operand.OTHER;
    }

    private void subscript() {
        if (!cursor.isSelf(':')) {
            grammar.expressions.expression();
        }
        if (cursor.acceptSelf(':') && !cursor.isSelf(']')) {
            grammar.expressions.expression();
        }
        cursor.expectSelf(']');
    }

    private void field() {
        if (cursor.acceptSelf('*')) {
            grammar.facts().name(new NameUse(List.of(), NameUse.Form.STAR));
            return;
        }
        int at = cursor.at();
        String name = cursor.label();
        Catalog catalog = grammar.context.catalog();
        // Where the value has no such field, PostgreSQL calls a function of that name with the value.
        boolean field = catalog.hasColumn(name) || RESULT_FIELDS.contains(name) || Functions.isOrdinary(name);
        if (!field || catalog.hasFunction(name) || Functions.isHarmfulField(name)) {
            throw new NotReadable("Field " + name + " is not known.", at);
        }
        grammar.facts().name(new NameUse(List.of(name), NameUse.Form.FIELD));
    }

    /** A sub-query, a row, or an expression in parentheses. */
    Operand parenthesised() {
        cursor.descend();
        cursor.expectSelf('(');
        Operand result;
        if (grammar.queries.startsHere()) {
            grammar.queries.query();
            result = Operand.QUERY;
        } else if (cursor.isSelf('(')) {
            result = afterInner(parenthesised());
        } else {
            result = row(grammar.expressions.expression());
        }
        cursor.expectSelf(')');
        cursor.ascend();
        return result;
    }

    private Operand afterInner(Operand inner) {
        if (inner.is(Operand.Kind.QUERY)) {
            if (grammar.queries.continuesHere()) {
                grammar.queries.continued();
                return Operand.QUERY;
            }
            if (cursor.isSelf(')')) {
                return Operand.QUERY;
            }
        }
        return row(grammar.expressions.continued(postfixed(inner)));
    }

    private Operand row(Operand first) {
        if (!cursor.isSelf(',')) {
            return first;
        }
        List<Operand> members = new ArrayList<>(List.of(first));
        while (cursor.acceptSelf(',')) {
            members.add(grammar.expressions.expression());
        }
        return FreeSlots.row(members);
    }

    private Operand named() {
        int from = cursor.at();
        String word = cursor.word();
        boolean plainName = cursor.startsName(0);
        boolean functionName = cursor.isQuoted(0) || (!word.isEmpty() && Keywords.canNameFunction(word));
        if (!plainName && !functionName) {
            throw cursor.unexpected();
        }
        List<String> parts = new ArrayList<>(List.of(cursor.label()));
        while (cursor.acceptSelf('.')) {
            if (cursor.acceptSelf('*')) {
                grammar.facts().name(new NameUse(parts, NameUse.Form.STAR));
                return Operand.OTHER;
            }
            parts.add(cursor.label());
        }
        boolean callable = functionName || parts.size() > 1;
        if (callable && parts.size() <= 2 && cursor.isStringConstant(0)) {
            String schema = parts.size() == 2 ? parts.get(0) : "";
            return literal(grammar.types.require(schema, parts.get(parts.size() - 1), from));
        }
        if (callable && cursor.isSelf('(')) {
            grammar.calls.call(parts, from);
            return Operand.OTHER;
        }
        if (!plainName || cursor.isSelf('(')) {
            throw cursor.unexpected();
        }
        grammar.facts().name(new NameUse(parts, NameUse.Form.COLUMN));
        return Operand.COLUMN;
    }
}
