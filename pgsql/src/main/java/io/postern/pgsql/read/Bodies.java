package io.postern.pgsql.read;

/** Where statements stand within a statement. */
final class Bodies {

    /** Servers refuse all but one, but only when they run it. */
    private static final int MAX_BODIES = 10;

    private final TokenCursor cursor;
    private final RowGrammar rows;
    private final Statements statements;
    private int bodies;

    Bodies(TokenCursor cursor, RowGrammar rows, Statements statements) {
        this.cursor = cursor;
        this.rows = rows;
        this.statements = statements;
    }

    /** {@code RETURN expression} or {@code BEGIN ATOMIC statement; … END}. */
    void routineBody() {
        if (cursor.is("return")) {
            returned();
            return;
        }
        cursor.expectAll("begin", "atomic");
        if (++bodies > MAX_BODIES) {
            throw new SyntaxError("routines are nested more than " + MAX_BODIES + " levels deep", cursor.at());
        }
        while (!cursor.accept("end")) {
            if (!cursor.isSelf(';')) {
                inner();
            }
            cursor.expectSelf(';');
        }
        bodies--;
    }

    private void inner() {
        if (cursor.is("return")) {
            returned();
        } else if (cursor.is("begin")) {
            throw cursor.unexpected();
        } else {
            statements.statement();
        }
    }

    private void returned() {
        cursor.expect("return");
        rows.expression();
    }

    /** What a rule does: one statement, or several in parentheses. */
    void ruleActions() {
        if (cursor.accept("nothing")) {
            return;
        }
        if (!cursor.isSelf('(')) {
            ruleAction();
            return;
        }
        int from = cursor.at();
        cursor.advance();
        boolean several = false;
        while (!cursor.isSelf(')')) {
            if (cursor.acceptSelf(';')) {
                several = true;
            } else {
                ruleAction();
                if (!cursor.isSelf(')') && !cursor.isSelf(';')) {
                    throw cursor.unexpected();
                }
            }
        }
        cursor.expectSelf(')');
        if (!several && !cursor.atStatementEnd()) {
            // A query that begins with a parenthesis.
            cursor.moveTo(from);
            rows.query();
        }
    }

    private void ruleAction() {
        if (cursor.is("notify")) {
            statements.statement();
        } else {
            rows.rowStatement();
        }
    }

    /** Definitions that CREATE SCHEMA makes with the schema. */
    void schemaElements() {
        while (!cursor.atStatementEnd() && cursor.isAnyOf("create", "grant")) {
            statements.schemaElement();
        }
    }
}
