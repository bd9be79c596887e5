package io.postern.policy.domain;

import io.postern.pgsql.tree.Span;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** How references to columns are written. */
final class Spelling {

    private Spelling() {}

    /** The tokens without what stands between them. */
    static String of(Tokens tokens, Span span) {
        StringBuilder sql = new StringBuilder();
        for (int i = span.from(); i < span.to(); i++) {
            sql.append(tokens.text(i));
        }
        return sql.toString();
    }

    static int tokens(Span span) {
        return span.to() - span.from();
    }

    /** Whether it is {@code a.b.c} or {@code a.b.*}, or longer: a relation qualified by its schema. */
    static boolean hasSchema(Tokens tokens, Span span) {
        return tokens(span) >= 5 && isDotted(tokens, span);
    }

    /** The tokens of such a reference up to the name of the relation. */
    static Span schema(Span span) {
        return new Span(span.from(), span.to() - 3);
    }

    /** Whether the last token is a star. */
    static boolean isStar(Tokens tokens, Span span) {
        return tokens(span) > 0 && tokens.is(span.to() - 1, '*') && isDotted(tokens, span);
    }

    /** Whether names, the last of which may be a star, stand there with dots between them. */
    private static boolean isDotted(Tokens tokens, Span span) {
        for (int i = span.from(); i < span.to(); i++) {
            boolean dot = (i - span.from()) % 2 == 1;
            boolean fits = dot ? tokens.is(i, '.') : isName(tokens, i) || (i == span.to() - 1 && tokens.is(i, '*'));
            if (!fits) {
                return false;
            }
        }
        return tokens(span) % 2 == 1;
    }

    private static boolean isName(Tokens tokens, int token) {
        TokenKind kind = tokens.kind(token);
        return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER || kind == TokenKind.UNICODE_IDENTIFIER;
    }

    /** Whether the first of several names is this one. */
    static boolean isQualifiedBy(Tokens tokens, Span span, String name) {
        return tokens(span) >= 3
                && isDotted(tokens, span)
                && tokens.name(span.from()).equals(name);
    }
}
