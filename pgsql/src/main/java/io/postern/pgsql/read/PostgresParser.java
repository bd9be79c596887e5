package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;

import io.postern.pgsql.SqlParser;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/**
 * Reads PostgreSQL's grammar by recursive descent. Work is linear in the number of tokens; descent and the height of the tree are
 * counted, so no text exhausts the stack. Stateless and thread-safe.
 */
public final class PostgresParser implements SqlParser {

    private static final int NUMBERS_WITH_RADIX = 16;

    @Override
    public Parsed parse(Tokens tokens, int major) {
        try {
            if (major < NUMBERS_WITH_RADIX) {
                checkNumbers(tokens);
            }
            return new Parsed.Statements(statements(new Grammar(new TokenCursor(tokens, major))));
        } catch (SyntaxError e) {
            return new Parsed.Refused(e.why(), e.token());
        }
    }

    private static List<Statement> statements(Grammar grammar) {
        TokenCursor cursor = grammar.cursor;
        List<Statement> statements = new ArrayList<>();
        while (!cursor.atEnd()) {
            if (cursor.acceptSelf(';')) {
                continue;
            }
            statements.add(grammar.rowStatement());
            if (!cursor.atEnd()) {
                cursor.expectSelf(';');
            }
        }
        return statements;
    }

    /** Before 16, a number has neither a radix nor underscores; the lexer takes both. */
    private static void checkNumbers(Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.INTEGER || tokens.kind(i) == TokenKind.NUMERIC) {
                String text = tokens.text(i);
                boolean radix = text.length() > 1 && text.charAt(0) == '0' && Character.isLetter(text.charAt(1));
                if (text.indexOf('_') >= 0 || (radix && Character.toLowerCase(text.charAt(1)) != 'e')) {
                    throw new SyntaxError("trailing junk after numeric literal", i);
                }
            }
        }
    }
}
