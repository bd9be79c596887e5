package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Expression.ConstantKind;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Step;
import io.postern.pgsql.tree.TypeName;
import io.postern.pgwire.sql.TokenKind;

/** What operators join: constants, names, calls, sub-queries. PostgreSQL calls it c_expr. */
final class Primaries {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Primaries(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Expression primary() {
        int from = cursor.at();
        if (cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return switch (cursor.tokens().kind(from)) {
            case INTEGER -> constant(ConstantKind.INTEGER);
            case NUMERIC -> constant(ConstantKind.NUMERIC);
            case STRING, ESCAPE_STRING, UNICODE_STRING, DOLLAR_STRING -> constant(ConstantKind.STRING);
            case NATIONAL_STRING -> constant(ConstantKind.NATIONAL_STRING);
            case BIT_STRING -> constant(ConstantKind.BIT_STRING);
            case HEX_STRING -> constant(ConstantKind.HEX_STRING);
            case PARAMETER -> parameter();
            case WORD -> word();
            case QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> named();
            case SELF -> {
                if (!cursor.isSelf('(')) {
                    throw cursor.unexpected();
                }
                yield grammar.parentheses.value();
            }
            case OPERATOR, TYPECAST, DOT_DOT, COLON_EQUALS, EQUALS_GREATER -> throw cursor.unexpected();
        };
    }

    private Expression constant(ConstantKind kind) {
        int from = cursor.at();
        cursor.advance();
        return new Expression.Constant(kind, cursor.tokens().slot(from), cursor.since(from));
    }

    /** A constant that is a word. */
    private Expression truth(ConstantKind kind) {
        int from = cursor.at();
        cursor.advance();
        return new Expression.Constant(kind, -1, cursor.since(from));
    }

    /** A constant, signed or not with a type, as PostgreSQL's AexprConst. */
    Expression constant() {
        Expression read = primary();
        if (!(read instanceof Expression.Constant || read instanceof Expression.TypedConstant)) {
            throw new SyntaxError(
                    "syntax error: a constant is expected", read.span().from());
        }
        return read;
    }

    private Expression parameter() {
        int from = cursor.at();
        int number = Integer.parseInt(cursor.tokens().text(from).substring(1));
        cursor.advance();
        return indirection(new Expression.Parameter(number, cursor.since(from)), from);
    }

    private Expression word() {
        int from = cursor.at();
        return switch (cursor.keyword()) {
            case "" -> named();
            case "true" -> truth(ConstantKind.TRUE);
            case "false" -> truth(ConstantKind.FALSE);
            case "null" -> truth(ConstantKind.NULL);
            case "case" -> caseExpression();
            case "array" -> array();
            case "row" -> cursor.isSelf(1, '(') ? row() : named();
            case "exists" -> {
                if (!cursor.isSelf(1, '(')) {
                    yield named();
                }
                cursor.advance();
                yield new Expression.Subquery(
                        Expression.SubqueryForm.EXISTS, grammar.parentheses.query(), cursor.since(from));
            }
            default -> grammar.forms.isHere() ? grammar.calls.special() : typedOrNamed();
        };
    }

    private Expression typedOrNamed() {
        int from = cursor.at();
        if (!grammar.types.startsConstant()) {
            return named();
        }
        TypeName type = grammar.types.ofConstant();
        return grammar.types.typedConstant(type, from);
    }

    /** {@code ROW(…)}, or a row without the word where OVERLAPS asks for one. */
    Expression row() {
        if (!cursor.is("row")) {
            return grammar.parentheses.value();
        }
        int from = cursor.at();
        cursor.advance();
        cursor.descend();
        cursor.expectSelf('(');
        List<Expression> members = cursor.isSelf(')') ? List.of() : grammar.expressions.list();
        cursor.expectSelf(')');
        cursor.ascend();
        return new Expression.RowConstructor(members, true, cursor.since(from));
    }

    private Expression caseExpression() {
        int from = cursor.at();
        cursor.descend();
        cursor.expect("case");
        Optional<Expression> operand =
                cursor.is("when") ? Optional.empty() : Optional.of(grammar.expressions.expression());
        List<Expression.When> branches = new ArrayList<>();
        do {
            cursor.expect("when");
            Expression condition = grammar.expressions.expression();
            cursor.expect("then");
            branches.add(new Expression.When(condition, grammar.expressions.expression()));
        } while (cursor.is("when"));
        Optional<Expression> otherwise =
                cursor.accept("else") ? Optional.of(grammar.expressions.expression()) : Optional.empty();
        cursor.expect("end");
        cursor.ascend();
        return new Expression.Case(operand, branches, otherwise, cursor.since(from));
    }

    private Expression array() {
        int from = cursor.at();
        cursor.expect("array");
        if (cursor.isSelf('(')) {
            return new Expression.Subquery(
                    Expression.SubqueryForm.ARRAY, grammar.parentheses.query(), cursor.since(from));
        }
        return elements(from);
    }

    /** What PostgreSQL calls array_expr: either expressions or arrays without the word. */
    private Expression elements(int from) {
        int outer = cursor.enter();
        cursor.expectSelf('[');
        List<Expression> elements = new ArrayList<>();
        if (cursor.isSelf('[')) {
            do {
                elements.add(elements(cursor.at()));
            } while (cursor.acceptSelf(','));
        } else if (!cursor.isSelf(']')) {
            elements.addAll(grammar.expressions.list());
        }
        cursor.expectSelf(']');
        cursor.leave(outer);
        return new Expression.ArrayConstructor(elements, cursor.since(from));
    }

    /** A name: of a column, of a function that is called, of the type of a constant. */
    private Expression named() {
        int from = cursor.at();
        boolean column = cursor.isColumnName(0);
        boolean function = cursor.isFunctionName(0);
        if (!column && !function) {
            throw cursor.unexpected();
        }
        List<Name> names = new ArrayList<>(2);
        names.add(cursor.label());
        while (column && cursor.acceptSelf('.')) {
            if (cursor.acceptSelf('*')) {
                return new Expression.ColumnReference(names, true, cursor.since(from));
            }
            names.add(cursor.label());
        }
        boolean callable = names.size() > 1 || function;
        if (callable && (cursor.isSelf('(') || cursor.isString())) {
            ObjectName name = new ObjectName(names, cursor.since(from));
            if (cursor.isSelf('(')) {
                return grammar.calls.call(name);
            }
            TypeName type = new TypeName(name, false, false, List.of(), 0, name.span());
            return grammar.types.typedConstant(type, from);
        }
        if (!column) {
            throw cursor.unexpected();
        }
        return indirection(new Expression.ColumnReference(names, false, cursor.since(from)), from);
    }

    /** The parts that are taken of a value which was read from the token {@code from} on; the value itself where there are none. */
    Expression indirection(Expression base, int from) {
        List<Step> steps = steps();
        if (steps.isEmpty()) {
            return base;
        }
        cursor.wrap();
        return new Expression.Indirection(base, steps, cursor.since(from));
    }

    List<Step> steps() {
        if (!cursor.isSelf('.') && !cursor.isSelf('[')) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        while (true) {
            if (cursor.acceptSelf('.')) {
                if (cursor.acceptSelf('*')) {
                    steps.add(new Step.Star());
                    return steps;
                }
                steps.add(new Step.Field(cursor.label()));
            } else if (cursor.acceptSelf('[')) {
                cursor.descend();
                steps.add(subscript());
                cursor.ascend();
            } else {
                return steps;
            }
        }
    }

    private Step subscript() {
        Optional<Expression> lower =
                cursor.isSelf(':') ? Optional.empty() : Optional.of(grammar.expressions.expression());
        if (lower.isPresent() && cursor.acceptSelf(']')) {
            return new Step.Subscript(lower.get());
        }
        cursor.expectSelf(':');
        Optional<Expression> upper =
                cursor.isSelf(']') ? Optional.empty() : Optional.of(grammar.expressions.expression());
        cursor.expectSelf(']');
        return new Step.Slice(lower, upper);
    }

    /** Whether a number stands here. */
    boolean isNumber() {
        return cursor.isKind(TokenKind.INTEGER) || cursor.isKind(TokenKind.NUMERIC);
    }
}
