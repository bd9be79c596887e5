package io.postern.pgsql.oracle;

import java.util.Optional;

import io.postern.pgsql.SqlParser;
import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;

/** Our own reader, asked as the others are. */
public final class Reader {

    private static final SqlParser PARSER = new DescentParser();

    private Reader() {}

    /** What it has against the text; empty if it reads it. */
    public static Optional<String> refusal(String sql, int major) {
        try {
            Parsed parsed = PARSER.parse(SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT), major);
            return parsed instanceof Parsed.Refused refused ? Optional.of(refused.why()) : Optional.empty();
        } catch (LexicalError | InvalidSqlText e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
