package io.postern.pgsql.read;

import io.postern.pgsql.SqlParser;
import io.postern.pgwire.sql.Tokens;

/** PostgreSQL's grammar, read by recursive descent. Without state, so any number of threads may share one. */
public final class DescentParser implements SqlParser {

    @Override
    public Parsed parse(Tokens tokens, int major) {
        TokenCursor cursor = new TokenCursor(tokens, major);
        try {
            return new Parsed.Statements(new Statements(cursor, new Grammar(cursor)).all());
        } catch (SyntaxError e) {
            return new Parsed.Refused(e.why(), e.token());
        }
    }
}
