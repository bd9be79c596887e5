package io.postern.pgsql.read;

import io.postern.pgwire.sql.TokenKind;

/** How and where relations are stored: clauses that name no relation. */
final class StorageClauses {

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Options options;

    StorageClauses(TokenCursor cursor, RowGrammar rows) {
        this.cursor = cursor;
        this.rows = rows;
        this.options = new Options(cursor);
    }

    void accessMethod() {
        if (cursor.accept("using")) {
            cursor.columnName();
        }
    }

    void withOrWithoutOids() {
        if (!cursor.acceptAll("without", "oids")) {
            with();
        }
    }

    /** WITH and parameters, or nothing. */
    void with() {
        if (cursor.accept("with")) {
            parameters();
        }
    }

    /** {@code (name [= value], …)}. */
    void parameters() {
        cursor.expectSelf('(');
        do {
            cursor.label();
            if (cursor.acceptSelf('.')) {
                cursor.label();
            }
            if (cursor.acceptSelf('=')) {
                value();
            }
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
    }

    /** {@code def_arg}. */
    void value() {
        if (options.isNumber()) {
            options.number();
        } else if (cursor.isString()) {
            cursor.advance();
        } else if (cursor.isClass(0, KeywordClass.RESERVED) || cursor.is("none")) {
            cursor.advance();
        } else if (isOperator(0)) {
            cursor.advance();
        } else if (cursor.is("operator") && cursor.isSelf(1, '(')) {
            qualifiedOperator();
        } else {
            rows.type();
        }
    }

    private boolean isOperatorCharacter(int ahead) {
        return cursor.isKind(ahead, TokenKind.SELF)
                && "+-*/%^<>=".indexOf(cursor.tokens().text(cursor.at() + ahead).charAt(0)) >= 0;
    }

    /** Whether an operator, or the name of its schema, stands {@code ahead} tokens from here. */
    boolean startsOperator(int ahead) {
        return isOperator(ahead) || (cursor.isColumnName(ahead) && cursor.isSelf(ahead + 1, '.'));
    }

    private boolean isOperator(int ahead) {
        return cursor.isKind(ahead, TokenKind.OPERATOR) || isOperatorCharacter(ahead);
    }

    /** {@code OPERATOR(schema.op)}. */
    private void qualifiedOperator() {
        cursor.expect("operator");
        cursor.expectSelf('(');
        anyOperator();
        cursor.expectSelf(')');
    }

    /** {@code any_operator}. */
    void anyOperator() {
        while (cursor.isColumnName(0)) {
            cursor.advance();
            cursor.expectSelf('.');
        }
        if (!isOperator(0)) {
            throw cursor.unexpected();
        }
        cursor.advance();
    }

    void onCommit() {
        if (cursor.accept("on")) {
            cursor.expect("commit");
            if (!cursor.accept("drop")) {
                cursor.expectAnyOf("delete", "preserve");
                cursor.expect("rows");
            }
        }
    }

    void tablespace() {
        if (cursor.accept("tablespace")) {
            cursor.columnName();
        }
    }
}
