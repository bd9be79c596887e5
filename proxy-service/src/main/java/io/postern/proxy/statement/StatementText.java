package io.postern.proxy.statement;

import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.Shape;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;

/** What a client wants to run: the exact bytes, their tokens, and the digest of their shape. Equal by its bytes. */
public final class StatementText {

    private final SqlText sql;
    private final Tokens tokens;
    private final String fingerprint;

    private StatementText(SqlText sql, Tokens tokens, String fingerprint) {
        this.sql = sql;
        this.tokens = tokens;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the text by PostgreSQL's lexical rules.
     *
     * @throws LexicalError where PostgreSQL would refuse it too, or a limit is passed
     */
    public static StatementText of(SqlText sql, LexerLimits limits) throws LexicalError {
        Tokens tokens = SqlLexer.lex(sql, limits);
        return new StatementText(sql, tokens, Fingerprint.of(tokens).hex());
    }

    public SqlText sql() {
        return sql;
    }

    public Tokens tokens() {
        return tokens;
    }

    public String fingerprint() {
        return fingerprint;
    }

    /** The text with constants as numbered slots. */
    public String shape() {
        return Shape.of(tokens);
    }

    /** Whether there is nothing to run: white space and comments only. */
    public boolean isEmpty() {
        return tokens.count() == 0;
    }

    /** Whether one of its statements is FETCH or MOVE, which run what a cursor or portal of that name is bound to. */
    public boolean fetches() {
        boolean starts = true;
        for (int i = 0; i < tokens.count(); i++) {
            if (starts && (tokens.is(i, "fetch") || tokens.is(i, "move"))) {
                return true;
            }
            starts = tokens.is(i, ';');
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatementText that && sql.equals(that.sql);
    }

    @Override
    public int hashCode() {
        return sql.hashCode();
    }

    @Override
    public String toString() {
        return "StatementText[" + fingerprint + "]";
    }
}
