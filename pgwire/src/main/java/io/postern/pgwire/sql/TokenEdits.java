package io.postern.pgwire.sql;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes some tokens of a text and nothing else. */
public final class TokenEdits {

    private static final LexerLimits UNLIMITED = new LexerLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private TokenEdits() {}

    /**
     * Applies the edits. Every byte outside the replaced tokens stays as it is; a replacement gets a space on each side where its
     * neighbour is not white space.
     *
     * <p>The result is read again: it holds exactly the tokens of the text outside the edits and the tokens of each replacement
     * inside, so that no edit can change the meaning of its surroundings (by joining two strings over a line end, for one).
     *
     * @param tokens the tokens of {@code sql}
     * @param edits in ascending order, not overlapping; several insertions at one place are made in their order
     * @throws IllegalArgumentException if the edits are out of order or out of range, a replacement is not made of whole tokens, or
     *     the result would read differently; the message quotes no SQL
     */
    public static SqlText apply(SqlText sql, Tokens tokens, List<TokenEdit> edits) {
        if (!tokens.sql().equals(sql)) {
            throw new IllegalArgumentException("the tokens are those of another text");
        }
        Splice splice = new Splice(tokens);
        for (TokenEdit edit : edits) {
            splice.apply(edit);
        }
        return splice.finish();
    }

    private static Tokens lex(SqlText text, String what) {
        try {
            return SqlLexer.lex(text, UNLIMITED);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(what + " is not made of whole tokens: " + e.getMessage(), e);
        }
    }

    private static SqlText text(TokenEdit edit) {
        try {
            return SqlText.of(edit.replacement());
        } catch (InvalidSqlText e) {
            throw new IllegalArgumentException("the replacement of " + edit + ": " + e.getMessage(), e);
        }
    }

    private static final class Splice {

        private final Tokens tokens;
        private final byte[] source;
        private final ByteArrayOutputStream out;
        private final Expected expected;
        private byte last = ' ';
        private int copied;
        private int nextToken;

        Splice(Tokens tokens) {
            this.tokens = tokens;
            this.source = tokens.sql().bytes();
            this.out = new ByteArrayOutputStream(source.length + 256);
            this.expected = new Expected();
        }

        void apply(TokenEdit edit) {
            if (edit.from() < nextToken || edit.to() > tokens.count()) {
                throw new IllegalArgumentException(edit + " is out of order or out of range");
            }
            SqlText replacement = text(edit);
            expected.add(tokens, nextToken, edit.from());
            Tokens added = lex(replacement, "the replacement of " + edit);
            expected.add(added, 0, added.count());
            int start = startOf(edit);
            copyTo(start);
            space();
            write(replacement.bytes(), 0, replacement.length());
            copied = edit.from() == edit.to() ? start : tokens.end(edit.to() - 1);
            nextToken = edit.to();
            if (copied < source.length && !Ascii.isSpace(source[copied])) {
                space();
            }
        }

        SqlText finish() {
            expected.add(tokens, nextToken, tokens.count());
            copyTo(source.length);
            SqlText result = SqlText.checked(out.toByteArray());
            if (!expected.matches(lex(result, "the edited text"))) {
                throw new IllegalArgumentException("the edits change how tokens around them are read");
            }
            return result;
        }

        private int startOf(TokenEdit edit) {
            if (edit.from() < tokens.count()) {
                return tokens.start(edit.from());
            }
            return tokens.count() == 0 ? 0 : tokens.end(tokens.count() - 1);
        }

        /** Copies source bytes; a no-op where an insertion stands right behind the tokens just replaced. */
        private void copyTo(int end) {
            write(source, copied, Math.max(copied, end));
            copied = Math.max(copied, end);
        }

        private void space() {
            if (!Ascii.isSpace(last)) {
                write(new byte[] {' '}, 0, 1);
            }
        }

        private void write(byte[] bytes, int start, int end) {
            if (end > start) {
                out.write(bytes, start, end - start);
                last = bytes[end - 1];
            }
        }
    }

    /** The tokens that the edited text must have, as their kinds and bytes. */
    private static final class Expected {

        private final List<TokenKind> kinds = new ArrayList<>();
        private final ByteArrayOutputStream spelled = new ByteArrayOutputStream();

        void add(Tokens from, int start, int end) {
            byte[] bytes = from.sql().bytes();
            for (int i = start; i < end; i++) {
                kinds.add(from.kind(i));
                spelled.write(bytes, from.start(i), from.end(i) - from.start(i));
                spelled.write(0);
            }
        }

        boolean matches(Tokens actual) {
            Expected other = new Expected();
            other.add(actual, 0, actual.count());
            return kinds.equals(other.kinds) && Arrays.equals(spelled.toByteArray(), other.spelled.toByteArray());
        }
    }
}
