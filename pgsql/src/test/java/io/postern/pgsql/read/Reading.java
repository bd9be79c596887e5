package io.postern.pgsql.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Statement;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;

/** A text, its tokens and what the reader makes of them. */
record Reading(String sql, Tokens tokens, Parsed parsed) {

    static final int NEWEST = 18;

    static Reading of(String sql) {
        return of(sql, NEWEST);
    }

    static Reading of(String sql, int major) {
        return lexed(sql)
                .map(tokens -> new Reading(sql, tokens, new DescentParser().parse(tokens, major)))
                .orElseThrow(() -> new IllegalArgumentException("not tokens of PostgreSQL: " + sql));
    }

    /** Empty for what the lexer refuses. */
    static Optional<Tokens> lexed(String sql) {
        try {
            return Optional.of(SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT));
        } catch (LexicalError e) {
            return Optional.empty();
        }
    }

    boolean isAccepted() {
        return parsed instanceof Parsed.Statements;
    }

    /** Of a text that is refused. */
    Parsed.Refused refusal() {
        if (parsed instanceof Parsed.Refused refused) {
            return refused;
        }
        throw new AssertionError("not refused: " + sql);
    }

    List<Statement> statements() {
        if (parsed instanceof Parsed.Statements statements) {
            return statements.statements();
        }
        throw new AssertionError(refusal().why() + ": " + sql);
    }

    Statement statement() {
        List<Statement> all = statements();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " statements: " + sql);
        }
        return all.get(0);
    }

    /** The expression of {@code SELECT expression}. */
    Expression expression() {
        if (statement() instanceof Query query && query.body() instanceof Query.Select select) {
            return select.targets().get(0).value();
        }
        throw new AssertionError("no SELECT: " + sql);
    }

    /** The text of a span, as written. */
    String text(Span span) {
        if (span.from() == span.to()) {
            return "";
        }
        byte[] bytes = tokens.sql().toByteArray();
        int from = tokens.start(span.from());
        return new String(bytes, from, tokens.end(span.to() - 1) - from, StandardCharsets.UTF_8);
    }
}
