package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.Junction;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgwire.sql.TokenKind;

/** Expressions by operator precedence: manual, section 4.1.6. */
final class Expressions {

    static final int NONE = -1;
    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;
    static final int MATCH = 6;
    static final int OTHER_OPERATOR = 7;
    static final int SUM = 8;
    static final int PRODUCT = 9;
    static final int POWER = 10;
    static final int TIME_ZONE = 11;
    static final int COLLATE = 12;
    static final int SIGN = 13;
    static final int CAST = 14;

    private static final int AT_LOCAL = 17;

    private final Grammar grammar;
    private final TokenCursor cursor;
    private final Operators operators;
    private final Predicates predicates;

    Expressions(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.operators = new Operators(cursor);
        this.predicates = new Predicates(grammar, this);
    }

    Operators operators() {
        return operators;
    }

    Expression expression() {
        return from(OR, false);
    }

    /** What PostgreSQL calls b_expr: no AND, OR, NOT, IN, LIKE, BETWEEN, IS NULL, COLLATE, AT TIME ZONE outside parentheses. */
    Expression restricted() {
        return from(OR, true);
    }

    /** {@code expression {, expression}}. */
    List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (cursor.acceptSelf(','));
        return list;
    }

    Expression from(int minimum, boolean restricted) {
        int outer = cursor.enter();
        int from = cursor.at();
        Expression read = climb(prefixed(restricted), from, minimum, restricted);
        cursor.leave(outer);
        return read;
    }

    /** Goes on behind an operand that was read already, and which begins at the token {@code from}, parentheses included. */
    Expression continued(Expression left, int from) {
        return climb(overlaps(left, from), from, OR, false);
    }

    private Expression prefixed(boolean restricted) {
        int from = cursor.at();
        if (!restricted && cursor.accept("not")) {
            return new Expression.Logical(Junction.NOT, List.of(from(NOT, false)), cursor.since(from));
        }
        if (cursor.isSelf('-') || cursor.isSelf('+')) {
            return prefixOperation(from, SIGN, restricted);
        }
        if (operators.isGeneralHere()) {
            return prefixOperation(from, SUM, restricted);
        }
        if (!restricted && cursor.accept("default")) {
            return new Expression.Default(cursor.since(from));
        }
        Expression primary = grammar.primaries.primary();
        return restricted ? primary : overlaps(primary, from);
    }

    private Expression prefixOperation(int from, int minimum, boolean restricted) {
        ObjectName operator = operators.name();
        Expression operand = from(minimum, restricted);
        return new Expression.Operation(operator, Optional.empty(), operand, cursor.since(from));
    }

    /** A row may be the left side of OVERLAPS, which has no precedence of its own. */
    private Expression overlaps(Expression left, int from) {
        if (!(left instanceof Expression.RowConstructor row
                && row.span().from() == from
                && cursor.accept("overlaps"))) {
            return left;
        }
        Expression right = grammar.primaries.row();
        if (!(right instanceof Expression.RowConstructor other)) {
            throw cursor.unexpected();
        }
        if (row.members().size() != 2 || other.members().size() != 2) {
            throw new SyntaxError("wrong number of parameters of OVERLAPS expression", from);
        }
        cursor.wrap();
        return new Expression.Overlaps(row.members(), other.members(), cursor.since(from));
    }

    private Expression climb(Expression first, int from, int minimum, boolean restricted) {
        Expression left = first;
        int barred = NONE;
        while (true) {
            int precedence = precedence(restricted);
            if (precedence < minimum) {
                return left;
            }
            if (precedence == barred) {
                throw cursor.unexpected();
            }
            if (minimum == OR && predicates.endsExpression()) {
                return left;
            }
            left = precedence == AND || precedence == OR
                    ? junction(precedence, left, from, minimum)
                    : infix(left, from, precedence, restricted);
            cursor.wrap();
            barred = endsInOperand(left) ? precedence : NONE;
        }
    }

    /** Of the operators without association, those that end in an operand cannot be followed by another of their level. */
    private static boolean endsInOperand(Expression node) {
        return node instanceof Expression.PatternMatch
                || node instanceof Expression.Between
                || node instanceof Expression.DistinctFrom
                || (node instanceof Expression.Operation operation && Operators.isComparison(operation.operator()));
    }

    /** Of the infix or postfix operator here; {@link #NONE} where the expression ends. */
    private int precedence(boolean restricted) {
        if (cursor.atEnd()) {
            return NONE;
        }
        TokenKind kind = cursor.tokens().kind(cursor.at());
        if (kind == TokenKind.WORD) {
            return predicates.precedence(restricted);
        }
        return kind == TokenKind.TYPECAST ? CAST : operators.precedence();
    }

    private Expression infix(Expression left, int from, int precedence, boolean restricted) {
        return switch (precedence) {
            case IS, MATCH -> predicates.read(left, from, restricted);
            case TIME_ZONE -> timeZone(left, from);
            case COLLATE -> {
                cursor.expect("collate");
                ObjectName collation = cursor.objectName();
                yield new Expression.Collate(left, collation, cursor.since(from));
            }
            case CAST -> {
                cursor.advance();
                yield new Expression.Cast(left, grammar.types.type(), cursor.since(from));
            }
            default -> operation(left, from, precedence, restricted);
        };
    }

    /** All operands that the same word joins. */
    private Expression junction(int precedence, Expression left, int from, int minimum) {
        List<Expression> members = new ArrayList<>();
        members.add(left);
        do {
            cursor.advance();
            members.add(from(precedence + 1, false));
        } while (precedence(false) == precedence && !(minimum == OR && predicates.endsExpression()));
        Junction junction = precedence == AND ? Junction.AND : Junction.OR;
        return new Expression.Logical(junction, members, cursor.since(from));
    }

    private Expression timeZone(Expression left, int from) {
        cursor.expect("at");
        if (cursor.major() >= AT_LOCAL && cursor.accept("local")) {
            return new Expression.AtTimeZone(left, Optional.empty(), cursor.since(from));
        }
        cursor.expectAll("time", "zone");
        Expression zone = from(TIME_ZONE + 1, false);
        return new Expression.AtTimeZone(left, Optional.of(zone), cursor.since(from));
    }

    private Expression operation(Expression left, int from, int precedence, boolean restricted) {
        ObjectName operator = operators.name();
        if (!restricted && isQuantifier()) {
            return quantified(left, operator, from);
        }
        Expression right = from(precedence + 1, restricted);
        return new Expression.Operation(operator, Optional.of(left), right, cursor.since(from));
    }

    boolean isQuantifier() {
        return cursor.isAnyOf("any", "some", "all");
    }

    Expression quantified(Expression left, ObjectName operator, int from) {
        Expression.Quantifier quantifier = cursor.is("all") ? Expression.Quantifier.ALL : Expression.Quantifier.ANY;
        cursor.advance();
        int open = cursor.at();
        Parentheses.Enclosed enclosed = grammar.parentheses.enclosed();
        if (enclosed.query().isPresent()) {
            return new Expression.QuantifiedQuery(
                    left, operator, quantifier, enclosed.query().get(), cursor.since(from));
        }
        return new Expression.Quantified(left, operator, quantifier, enclosed.single(open), cursor.since(from));
    }
}
