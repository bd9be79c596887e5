package io.postern.policy.document;

import java.util.Optional;

import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** Checks SQL conditions as far as that is possible without a catalog. */
final class Conditions {

    /** In characters. */
    static final int MAX_LENGTH = 4096;

    private Conditions() {}

    /** What is wrong with it. */
    static Optional<String> problem(String condition) {
        if (condition.length() > MAX_LENGTH) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return problem(SqlLexer.lex(SqlText.of(condition), LexerLimits.DEFAULT));
        } catch (LexicalError | InvalidSqlText e) {
            return Optional.of("is not SQL: " + e.getMessage());
        }
    }

    private static Optional<String> problem(Tokens tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.PARAMETER) {
                return Optional.of("must not have parameters such as " + tokens.text(i));
            }
            if (tokens.is(i, ';')) {
                return Optional.of("has to be one condition, without a semicolon");
            }
            depth += tokens.is(i, '(') ? 1 : tokens.is(i, ')') ? -1 : 0;
            if (depth < 0) {
                break;
            }
        }
        if (tokens.count() == 0) {
            return Optional.of("is empty");
        }
        return depth == 0 ? Optional.empty() : Optional.of("has parentheses that do not match");
    }
}
