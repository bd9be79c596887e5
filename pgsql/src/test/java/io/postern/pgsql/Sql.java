package io.postern.pgsql;

import java.util.List;

import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgsql.read.DescentParser;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;

/** Reads as major 18 does. */
final class Sql {

    private static final SqlParser PARSER = new DescentParser();
    private static final int MAJOR = 18;

    private Sql() {}

    static Parsed parse(String sql) {
        return PARSER.parse(tokens(sql), MAJOR);
    }

    static List<Statement> statements(String sql) {
        if (parse(sql) instanceof Parsed.Statements read) {
            return read.statements();
        }
        throw new AssertionError(parse(sql) + " of " + sql);
    }

    static Statement statement(String sql) {
        List<Statement> statements = statements(sql);
        if (statements.size() != 1) {
            throw new AssertionError(statements.size() + " statements in " + sql);
        }
        return statements.get(0);
    }

    static Parsed.Refused refused(String sql) {
        if (parse(sql) instanceof Parsed.Refused refused) {
            return refused;
        }
        throw new AssertionError("read: " + sql);
    }

    static Tokens tokens(String sql) {
        try {
            return SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new AssertionError(sql, e);
        }
    }
}
