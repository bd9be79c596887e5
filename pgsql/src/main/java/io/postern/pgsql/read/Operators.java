package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgwire.sql.TokenKind;

/** Operators made of signs, and {@code OPERATOR(schema.sign)}. */
final class Operators {

    private final TokenCursor cursor;

    Operators(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Of the sign here, no word; {@link Expressions#NONE} where it is no operator. */
    int precedence() {
        int at = cursor.at();
        TokenKind kind = cursor.tokens().kind(at);
        if (kind == TokenKind.OPERATOR) {
            return isComparisonSign(cursor.tokens().text(at)) ? Expressions.COMPARISON : Expressions.OTHER_OPERATOR;
        }
        if (kind != TokenKind.SELF) {
            return Expressions.NONE;
        }
        if (cursor.isSelf('=') || cursor.isSelf('<') || cursor.isSelf('>')) {
            return Expressions.COMPARISON;
        }
        if (cursor.isSelf('+') || cursor.isSelf('-')) {
            return Expressions.SUM;
        }
        if (cursor.isSelf('*') || cursor.isSelf('/') || cursor.isSelf('%')) {
            return Expressions.PRODUCT;
        }
        return cursor.isSelf('^') ? Expressions.POWER : Expressions.NONE;
    }

    private static boolean isComparisonSign(String sign) {
        return switch (sign) {
            case "<=", ">=", "<>", "!=" -> true;
            default -> false;
        };
    }

    /** Whether it is one that compares, as an infix operator without a schema. */
    static boolean isComparison(ObjectName operator) {
        return operator.span().to() - operator.span().from() == 1
                && switch (operator.last().text()) {
                    case "=", "<", ">", "<=", ">=", "<>" -> true;
                    default -> false;
                };
    }

    /** Whether one stands here that has no precedence of its own; these can also stand before an operand. */
    boolean isGeneralHere() {
        return isCall() || (cursor.isKind(TokenKind.OPERATOR) && precedence() == Expressions.OTHER_OPERATOR);
    }

    boolean isCall() {
        return cursor.is("operator") && cursor.isSelf(1, '(');
    }

    /** Whether any operator stands here. */
    boolean isHere() {
        return !cursor.atEnd() && (isCall() || precedence() != Expressions.NONE);
    }

    /** As PostgreSQL understands it: {@code !=} is {@code <>}. */
    ObjectName name() {
        int from = cursor.at();
        List<Name> parts = new ArrayList<>(1);
        if (isCall()) {
            cursor.advance();
            cursor.advance();
            while (cursor.isColumnName(0)) {
                parts.add(cursor.columnName());
                cursor.expectSelf('.');
            }
            parts.add(sign());
            cursor.expectSelf(')');
        } else {
            parts.add(sign());
        }
        return new ObjectName(parts, cursor.since(from));
    }

    private Name sign() {
        if (cursor.atEnd() || precedence() == Expressions.NONE) {
            throw cursor.unexpected();
        }
        String text = cursor.tokens().text(cursor.at());
        Name name = new Name(text.equals("!=") ? "<>" : text, cursor.at());
        cursor.advance();
        return name;
    }
}
