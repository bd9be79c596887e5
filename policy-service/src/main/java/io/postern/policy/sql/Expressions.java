package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgwire.sql.TokenKind;

/** Expressions by operator precedence: manual, section 4.1.6. */
final class Expressions {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int MATCH = 6;
    private static final int OTHER_OPERATOR = 7;
    private static final int SUM = 8;
    private static final int PRODUCT = 9;
    private static final int POWER = 10;
    private static final int TIME_ZONE = 11;
    private static final int COLLATE = 12;
    private static final int SIGN = 13;
    private static final int NONE = -1;

    private final Grammar grammar;
    private final TokenCursor cursor;

    Expressions(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Operand expression() {
        return from(OR);
    }

    /** An expression in which IN is not an operator: the first part of {@code position(a IN b)}. */
    Operand withoutIn() {
        return from(OTHER_OPERATOR);
    }

    List<Operand> list() {
        List<Operand> operands = new ArrayList<>();
        do {
            operands.add(expression());
        } while (cursor.acceptSelf(','));
        return operands;
    }

    private Operand from(int minimum) {
        cursor.descend();
        Operand operand = climb(prefixed(), minimum);
        cursor.ascend();
        return operand;
    }

    /** Goes on behind an operand that was read already. */
    Operand continued(Operand left) {
        return climb(left, OR);
    }

    private Operand prefixed() {
        if (cursor.acceptWord("not")) {
            from(NOT);
            return Operand.OTHER;
        }
        if (cursor.acceptSelf('-') || cursor.acceptSelf('+')) {
            Operand signed = from(SIGN);
            return signed.is(Operand.Kind.CONSTANT) ? signed : Operand.OTHER;
        }
        if (cursor.isKind(TokenKind.OPERATOR) || isOperatorCall()) {
            operatorName();
            from(SUM);
            return Operand.OTHER;
        }
        return grammar.primaries.primary();
    }

    private Operand climb(Operand first, int minimum) {
        Operand left = first;
        while (true) {
            int precedence = precedence();
            if (precedence < minimum) {
                return left;
            }
            left = infix(left, precedence);
        }
    }

    /** Of the infix or postfix operator here; {@link #NONE} where the expression ends. */
    private int precedence() {
        if (cursor.atEnd()) {
            return NONE;
        }
        return switch (cursor.tokens().kind(cursor.at())) {
            case SELF -> selfPrecedence();
            case OPERATOR -> isComparison(cursor.tokens().text(cursor.at())) ? COMPARISON : OTHER_OPERATOR;
            case WORD -> wordPrecedence(cursor.word());
            case QUOTED_IDENTIFIER,
                    UNICODE_IDENTIFIER,
                    INTEGER,
                    NUMERIC,
                    STRING,
                    ESCAPE_STRING,
                    UNICODE_STRING,
                    NATIONAL_STRING,
                    BIT_STRING,
                    HEX_STRING,
                    DOLLAR_STRING,
                    PARAMETER,
                    TYPECAST,
                    DOT_DOT,
                    COLON_EQUALS,
                    EQUALS_GREATER -> NONE;
        };
    }

    private static boolean isComparison(String operator) {
        return switch (operator) {
            case "<=", ">=", "<>", "!=" -> true;
            default -> false;
        };
    }

    private int selfPrecedence() {
        if (cursor.isSelf('=') || cursor.isSelf('<') || cursor.isSelf('>')) {
            return COMPARISON;
        }
        if (cursor.isSelf('+') || cursor.isSelf('-')) {
            return SUM;
        }
        if (cursor.isSelf('*') || cursor.isSelf('/') || cursor.isSelf('%')) {
            return PRODUCT;
        }
        return cursor.isSelf('^') ? POWER : NONE;
    }

    private int wordPrecedence(String word) {
        return switch (word) {
            case "or" -> OR;
            case "and" -> AND;
            case "is", "isnull", "notnull" -> IS;
            case "between", "in", "like", "ilike" -> MATCH;
            case "similar" -> cursor.word(1).equals("to") ? MATCH : NONE;
            case "not" ->
                switch (cursor.word(1)) {
                    case "between", "in", "like", "ilike", "similar" -> MATCH;
                    default -> NONE;
                };
            case "operator" -> isOperatorCall() ? OTHER_OPERATOR : NONE;
            case "overlaps" -> OTHER_OPERATOR;
            case "at" -> cursor.word(1).equals("time") ? TIME_ZONE : NONE;
            case "collate" -> COLLATE;
            default -> NONE;
        };
    }

    private Operand infix(Operand left, int precedence) {
        switch (precedence) {
            case OR, AND, SUM, PRODUCT, POWER -> {
                cursor.advance();
                from(precedence + 1);
                return Operand.OTHER;
            }
            case IS -> is(left);
            case MATCH -> match(left);
            case COLLATE -> {
                cursor.advance();
                collation();
                return left;
            }
            case TIME_ZONE -> {
                cursor.expectWord("at");
                cursor.expectWord("time");
                cursor.expectWord("zone");
                from(precedence + 1);
            }
            default -> operator(left, precedence);
        }
        return Operand.OTHER;
    }

    private void operator(Operand left, int precedence) {
        if (cursor.acceptWord("overlaps")) {
            from(precedence + 1);
            return;
        }
        boolean comparison = Operators.isComparison(operatorName());
        Operand right = isQuantifier() ? quantified() : from(precedence + 1);
        if (comparison) {
            grammar.slots.compared(left, right);
        }
    }

    private boolean isQuantifier() {
        return (cursor.isWord("any") || cursor.isWord("some") || cursor.isWord("all")) && cursor.isSelf(1, '(');
    }

    private Operand quantified() {
        cursor.advance();
        grammar.primaries.parenthesised();
        return Operand.OTHER;
    }

    private boolean isOperatorCall() {
        return cursor.isWord("operator") && cursor.isSelf(1, '(');
    }

    /** An operator, plain or as {@code OPERATOR(pg_catalog.=)}. */
    private String operatorName() {
        int from = cursor.at();
        boolean qualified = isOperatorCall();
        if (qualified) {
            cursor.advance();
            cursor.expectSelf('(');
            if (cursor.startsName(0)) {
                if (!cursor.name().equals("pg_catalog")) {
                    throw new NotReadable("Only operators of pg_catalog may be used.", from);
                }
                cursor.expectSelf('.');
            }
        }
        if (!cursor.isKind(TokenKind.OPERATOR) && !cursor.isKind(TokenKind.SELF)) {
            throw cursor.unexpected();
        }
        String name = cursor.tokens().text(cursor.at());
        if (!Operators.isKnown(name)) {
            throw new NotReadable("An operator of the statement is not one of PostgreSQL's own.", from);
        }
        cursor.advance();
        if (qualified) {
            cursor.expectSelf(')');
        }
        return name;
    }

    private void is(Operand left) {
        if (cursor.acceptWord("isnull") || cursor.acceptWord("notnull")) {
            return;
        }
        cursor.expectWord("is");
        cursor.acceptWord("not");
        if (cursor.acceptWords("distinct", "from")) {
            grammar.slots.compared(left, from(COMPARISON));
        } else {
            cursor.expectOneOf("null", "true", "false", "unknown");
        }
    }

    private void match(Operand left) {
        cursor.acceptWord("not");
        switch (cursor.expectOneOf("between", "in", "like", "ilike", "similar")) {
            case "between" -> {
                if (!cursor.acceptWord("symmetric")) {
                    cursor.acceptWord("asymmetric");
                }
                grammar.slots.compared(left, from(OTHER_OPERATOR));
                cursor.expectWord("and");
                grammar.slots.compared(left, from(OTHER_OPERATOR));
            }
            case "in" -> {
                Operand members = grammar.primaries.parenthesised();
                if (left.givesMeaning()) {
                    grammar.slots.free(members);
                }
            }
            case "similar" -> {
                cursor.expectWord("to");
                pattern(left);
            }
            default -> pattern(left);
        }
    }

    private void pattern(Operand left) {
        Operand pattern = isQuantifier() ? quantified() : from(OTHER_OPERATOR);
        grammar.slots.compared(left, pattern);
        if (cursor.acceptWord("escape")) {
            from(OTHER_OPERATOR);
        }
    }

    /** Where no name follows, PostgreSQL reads COLLATE as the label of an output column. */
    private void collation() {
        int from = cursor.at();
        List<String> parts = new ArrayList<>(List.of(cursor.name()));
        while (cursor.acceptSelf('.')) {
            parts.add(cursor.label());
        }
        if (parts.size() > 2 || (parts.size() == 2 && !parts.get(0).equals("pg_catalog"))) {
            throw new NotReadable("Only collations of pg_catalog may be named with a schema.", from);
        }
    }
}
