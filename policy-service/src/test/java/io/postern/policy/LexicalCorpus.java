package io.postern.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;

/** {@code lexical.txt}: texts at the edges of PostgreSQL's lexical rules. */
final class LexicalCorpus {

    private static final char FIRST_PICTURE = '\u2401';
    private static final char LAST_PICTURE = '\u240D';

    private LexicalCorpus() {}

    /**
     * @param server whether PostgreSQL's parser takes the text
     * @param lexer whether the lexer does
     */
    record Line(String sql, boolean server, boolean lexer) {}

    static List<Line> lines() {
        try (InputStream in = LexicalCorpus.class.getResourceAsStream("lexical.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(LexicalCorpus::line)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("lexical.txt", e);
        }
    }

    private static Line line(String line) {
        String sql = "SELECT " + controls(line.substring(2));
        return switch (line.charAt(0)) {
            case '+' -> new Line(sql, true, true);
            case '~' -> new Line(sql, false, true);
            case '-' -> new Line(sql, false, false);
            case '!' -> new Line(sql, true, false);
            default -> throw new IllegalStateException(line);
        };
    }

    private static String controls(String pictured) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pictured.length(); i++) {
            char c = pictured.charAt(i);
            text.append(c >= FIRST_PICTURE && c <= LAST_PICTURE ? (char) (c - FIRST_PICTURE + 1) : c);
        }
        return text.toString();
    }

    /** What the lexer has against the text. */
    static Optional<String> refusal(String sql) {
        try {
            SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT);
            return Optional.empty();
        } catch (LexicalError | InvalidSqlText e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
