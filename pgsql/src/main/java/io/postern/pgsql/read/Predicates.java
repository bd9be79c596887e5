package io.postern.pgsql.read;

import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.PatternForm;
import io.postern.pgsql.tree.Expression.TestKind;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Span;

/** Operators that are written in words: manual, sections 9.2, 9.7, 9.24. */
final class Predicates {

    private final Grammar grammar;
    private final TokenCursor cursor;
    private final Expressions expressions;

    Predicates(Grammar grammar, Expressions expressions) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.expressions = expressions;
    }

    /** Of the word here; {@link Expressions#NONE} where it is no operator. */
    int precedence(boolean restricted) {
        return restricted ? restrictedPrecedence() : unrestrictedPrecedence();
    }

    private int restrictedPrecedence() {
        if (cursor.is("is")) {
            int ahead = cursor.is(1, "not") ? 2 : 1;
            return cursor.isAnyOf(ahead, "distinct", "document") ? Expressions.IS : Expressions.NONE;
        }
        return expressions.operators().isCall() ? Expressions.OTHER_OPERATOR : Expressions.NONE;
    }

    private int unrestrictedPrecedence() {
        return switch (cursor.keyword()) {
            case "or" -> Expressions.OR;
            case "and" -> Expressions.AND;
            case "is", "isnull", "notnull" -> Expressions.IS;
            case "between", "in", "like", "ilike", "similar" -> Expressions.MATCH;
            case "not" ->
                cursor.isAnyOf(1, "between", "in", "like", "ilike", "similar") ? Expressions.MATCH : Expressions.NONE;
            case "operator" -> Expressions.OTHER_OPERATOR;
            case "at" -> Expressions.TIME_ZONE;
            case "collate" -> Expressions.COLLATE;
            default -> Expressions.NONE;
        };
    }

    /**
     * Whether the word here is no operator where an expression may end: it labels an output column, since nothing that could be its
     * operand follows, or it is SIMILAR in SUBSTRING.
     */
    boolean endsExpression() {
        return (cursor.isBareLabel(0) && grammar.selects.endsTarget(1))
                || (cursor.is("similar") && !cursor.is(1, "to"));
    }

    Expression read(Expression left, int from, boolean restricted) {
        if (cursor.accept("isnull")) {
            return new Expression.Test(TestKind.NULL, false, left, cursor.since(from));
        }
        if (cursor.accept("notnull")) {
            return new Expression.Test(TestKind.NULL, true, left, cursor.since(from));
        }
        if (cursor.accept("is")) {
            return is(left, from, restricted);
        }
        boolean negated = cursor.accept("not");
        int word = cursor.at();
        return switch (cursor.expectAnyOf("between", "in", "like", "ilike", "similar")) {
            case "between" -> between(left, negated, from);
            case "in" -> in(left, negated, from);
            case "like" -> pattern(PatternForm.LIKE, left, negated, from, word);
            case "ilike" -> pattern(PatternForm.ILIKE, left, negated, from, word);
            default -> {
                cursor.expect("to");
                yield pattern(PatternForm.SIMILAR_TO, left, negated, from, word);
            }
        };
    }

    private Expression is(Expression left, int from, boolean restricted) {
        boolean negated = cursor.accept("not");
        if (cursor.accept("distinct")) {
            cursor.expect("from");
            Expression right = expressions.from(Expressions.COMPARISON, restricted);
            return new Expression.DistinctFrom(negated, left, right, cursor.since(from));
        }
        TestKind kind = testKind();
        return new Expression.Test(kind, negated, left, cursor.since(from));
    }

    private TestKind testKind() {
        if (cursor.accept("json")) {
            if (cursor.major() < 16) {
                throw cursor.unexpected();
            }
            if (cursor.isAnyOf("value", "array", "object", "scalar")) {
                cursor.advance();
            }
            if (cursor.isAnyOf("with", "without") && cursor.is(1, "unique")) {
                cursor.advance();
                cursor.advance();
                cursor.accept("keys");
            }
            return TestKind.JSON;
        }
        if (cursor.isAnyOf("nfc", "nfd", "nfkc", "nfkd") && cursor.is(1, "normalized")) {
            cursor.advance();
        }
        return switch (cursor.expectAnyOf("null", "true", "false", "unknown", "document", "normalized")) {
            case "null" -> TestKind.NULL;
            case "true" -> TestKind.TRUE;
            case "false" -> TestKind.FALSE;
            case "unknown" -> TestKind.UNKNOWN;
            case "document" -> TestKind.DOCUMENT;
            default -> TestKind.NORMALIZED;
        };
    }

    private Expression between(Expression left, boolean negated, int from) {
        boolean symmetric = cursor.accept("symmetric");
        if (!symmetric) {
            cursor.accept("asymmetric");
        }
        Expression low = expressions.restricted();
        cursor.expect("and");
        Expression high = expressions.from(Expressions.OTHER_OPERATOR, false);
        return new Expression.Between(left, negated, symmetric, low, high, cursor.since(from));
    }

    private Expression in(Expression left, boolean negated, int from) {
        Parentheses.Enclosed enclosed = grammar.parentheses.enclosed();
        if (enclosed.query().isPresent()) {
            return new Expression.InQuery(left, negated, enclosed.query().get(), cursor.since(from));
        }
        return new Expression.InList(left, negated, enclosed.members(), cursor.since(from));
    }

    private Expression pattern(PatternForm form, Expression left, boolean negated, int from, int word) {
        if (form != PatternForm.SIMILAR_TO && expressions.isQuantifier()) {
            String sign = (negated ? "!" : "") + (form == PatternForm.LIKE ? "~~" : "~~*");
            ObjectName operator =
                    new ObjectName(List.of(new Name(sign, word)), new Span(negated ? word - 1 : word, cursor.at()));
            return expressions.quantified(left, operator, from);
        }
        Expression pattern = expressions.from(Expressions.OTHER_OPERATOR, false);
        Optional<Expression> escape = Optional.empty();
        if (cursor.accept("escape")) {
            escape = Optional.of(expressions.from(Expressions.OTHER_OPERATOR, false));
        }
        return new Expression.PatternMatch(form, negated, left, pattern, escape, cursor.since(from));
    }
}
