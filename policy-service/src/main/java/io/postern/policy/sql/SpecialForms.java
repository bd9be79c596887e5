package io.postern.policy.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.TokenKind;

/** Expressions that begin with a keyword and have a syntax of their own: manual, sections 4.2 and 9. */
final class SpecialForms {

    private static final Set<String> VALUES = Keywords.words("""
            null true false current_date current_time current_timestamp localtime localtimestamp current_user current_role
            session_user user system_user current_catalog current_schema""");

    private static final Set<String> TIMED = Keywords.words("current_time current_timestamp localtime localtimestamp");

    private final Grammar grammar;
    private final TokenCursor cursor;

    SpecialForms(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Empty, with nothing consumed, where no special form begins. */
    Optional<Operand> read() {
        String word = cursor.word();
        if (word.isEmpty()) {
            return Optional.empty();
        }
        boolean call = cursor.isSelf(1, '(');
        if (VALUES.contains(word) && !(word.equals("current_schema") && call)) {
            cursor.advance();
            if (TIMED.contains(word)) {
                precision();
            }
            return Optional.of(Operand.OTHER);
        }
        return switch (word) {
            case "case" -> done(this::caseExpression);
            case "array" -> done(this::array);
            case "exists" -> call ? done(this::exists) : Optional.empty();
            case "row" -> call ? Optional.of(row()) : Optional.empty();
            case "cast" -> call ? Optional.of(cast()) : Optional.empty();
            case "collation" -> cursor.word(1).equals("for") ? done(this::collationFor) : Optional.empty();
            case "extract" -> call ? done(this::extract) : Optional.empty();
            case "overlay" -> call ? done(this::overlay) : Optional.empty();
            case "position" -> call ? done(this::position) : Optional.empty();
            case "substring" -> call ? done(this::substring) : Optional.empty();
            case "trim" -> call ? done(this::trim) : Optional.empty();
            case "normalize" -> call ? done(this::normalize) : Optional.empty();
            case "nullif", "coalesce", "greatest", "least", "grouping" ->
                call ? done(this::plainCall) : Optional.empty();
            default -> grammar.types.atKeywordType() ? typedConstant() : Optional.empty();
        };
    }

    private static Optional<Operand> done(Runnable form) {
        form.run();
        return Optional.of(Operand.OTHER);
    }

    private void precision() {
        if (cursor.acceptSelf('(')) {
            expectInteger();
            cursor.expectSelf(')');
        }
    }

    private void expectInteger() {
        if (!cursor.acceptKind(TokenKind.INTEGER)) {
            throw cursor.unexpected();
        }
    }

    /** {@code interval '1' day}, {@code timestamp with time zone '…'}; a column may have the type's name, too. */
    private Optional<Operand> typedConstant() {
        int from = cursor.at();
        boolean interval = cursor.isWord("interval");
        boolean typed;
        try {
            grammar.types.keywordType();
            typed = cursor.isStringConstant(0);
        } catch (NotReadable notAType) {
            typed = false;
        }
        if (!typed) {
            cursor.moveTo(from);
            return Optional.empty();
        }
        Operand literal = grammar.primaries.literal(Types.Literal.VALUE);
        if (interval) {
            grammar.types.intervalFields();
        }
        return Optional.of(literal);
    }

    private void caseExpression() {
        cursor.advance();
        if (!cursor.isWord("when")) {
            grammar.expressions.expression();
        }
        do {
            cursor.expectWord("when");
            grammar.expressions.expression();
            cursor.expectWord("then");
            grammar.expressions.expression();
        } while (cursor.isWord("when"));
        if (cursor.acceptWord("else")) {
            grammar.expressions.expression();
        }
        cursor.expectWord("end");
    }

    private void array() {
        cursor.advance();
        if (cursor.isSelf('(')) {
            subQuery();
        } else {
            arrayLiteral();
        }
    }

    private void arrayLiteral() {
        cursor.descend();
        cursor.expectSelf('[');
        if (!cursor.isSelf(']')) {
            do {
                if (cursor.isSelf('[')) {
                    arrayLiteral();
                } else {
                    grammar.expressions.expression();
                }
            } while (cursor.acceptSelf(','));
        }
        cursor.expectSelf(']');
        cursor.ascend();
    }

    private void exists() {
        cursor.advance();
        subQuery();
    }

    private void subQuery() {
        if (!grammar.primaries.parenthesised().is(Operand.Kind.QUERY)) {
            throw cursor.unexpected();
        }
    }

    private Operand row() {
        cursor.advance();
        cursor.expectSelf('(');
        List<Operand> members = cursor.isSelf(')') ? List.of() : grammar.expressions.list();
        cursor.expectSelf(')');
        return FreeSlots.row(members);
    }

    private Operand cast() {
        cursor.advance();
        cursor.expectSelf('(');
        Operand operand = grammar.expressions.expression();
        cursor.expectWord("as");
        Operand result = Primaries.cast(operand, grammar.types.type());
        cursor.expectSelf(')');
        return result;
    }

    private void collationFor() {
        cursor.advance();
        cursor.advance();
        cursor.expectSelf('(');
        grammar.expressions.expression();
        cursor.expectSelf(')');
    }

    private void extract() {
        open();
        if (cursor.isStringConstant(0)) {
            cursor.advance();
        } else {
            cursor.name();
        }
        cursor.expectWord("from");
        grammar.expressions.expression();
        cursor.expectSelf(')');
    }

    private void overlay() {
        open();
        grammar.expressions.expression();
        if (cursor.acceptWord("placing")) {
            grammar.expressions.expression();
            cursor.expectWord("from");
            grammar.expressions.expression();
            if (cursor.acceptWord("for")) {
                grammar.expressions.expression();
            }
        } else {
            moreArguments();
        }
        cursor.expectSelf(')');
    }

    private void position() {
        open();
        grammar.expressions.withoutIn();
        cursor.expectWord("in");
        grammar.expressions.withoutIn();
        cursor.expectSelf(')');
    }

    private void substring() {
        open();
        grammar.expressions.expression();
        if (cursor.acceptWord("similar")) {
            grammar.expressions.expression();
            cursor.expectWord("escape");
            grammar.expressions.expression();
        } else if (cursor.isSelf(',')) {
            moreArguments();
        } else {
            while (cursor.acceptWord("from") || cursor.acceptWord("for")) {
                grammar.expressions.expression();
            }
        }
        cursor.expectSelf(')');
    }

    private void trim() {
        open();
        if (!cursor.acceptWord("both") && !cursor.acceptWord("leading")) {
            cursor.acceptWord("trailing");
        }
        if (!cursor.isWord("from")) {
            grammar.expressions.expression();
        }
        if (cursor.acceptWord("from")) {
            grammar.expressions.expression();
        }
        moreArguments();
        cursor.expectSelf(')');
    }

    private void normalize() {
        open();
        grammar.expressions.expression();
        if (cursor.acceptSelf(',')) {
            cursor.expectOneOf("nfc", "nfd", "nfkc", "nfkd");
        }
        cursor.expectSelf(')');
    }

    private void plainCall() {
        open();
        grammar.expressions.list();
        cursor.expectSelf(')');
    }

    private void open() {
        cursor.advance();
        cursor.expectSelf('(');
    }

    private void moreArguments() {
        while (cursor.acceptSelf(',')) {
            grammar.expressions.expression();
        }
    }
}
