package io.postern.proxy.statement;

import java.util.Arrays;

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
    private final Outline outline;

    private StatementText(SqlText sql, Tokens tokens, String fingerprint) {
        this.sql = sql;
        this.tokens = tokens;
        this.fingerprint = fingerprint;
        this.outline = Outline.of(tokens);
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

    /** What its statements do to names, and whether they may copy. */
    public Outline outline() {
        return outline;
    }

    /**
     * The text of these tokens alone.
     *
     * @param from ordinal of the first
     * @param to after the last
     * @throws LexicalError where a limit is passed
     */
    public StatementText part(int from, int to, LexerLimits limits) throws LexicalError {
        byte[] bytes = Arrays.copyOfRange(sql.toByteArray(), tokens.start(from), tokens.end(to - 1));
        return of(SqlText.of(bytes), limits);
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
