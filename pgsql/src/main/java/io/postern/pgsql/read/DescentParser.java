package io.postern.pgsql.read;

import io.postern.pgsql.SqlParser;
import io.postern.pgwire.sql.Tokens;

/**
 * Reads PostgreSQL's grammar by recursive descent. Work is linear in the number of tokens; descent and the height of the tree are
 * counted, so no text exhausts the stack. Stateless and thread-safe.
 */
public final class DescentParser implements SqlParser {

    @Override
    public Parsed parse(Tokens tokens, int major) {
        TokenCursor cursor = new TokenCursor(tokens, major);
        try {
            LexicalDifferences.check(tokens, major);
            return new Parsed.Statements(new Statements(cursor, new Grammar(cursor)).all());
        } catch (SyntaxError e) {
            return new Parsed.Refused(e.why(), e.token());
        }
    }
}
