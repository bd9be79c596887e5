package io.postern.pgwire.sql;

/** A text with its values taken out: safe to store, to search and to show. */
public final class Shape {

    private Shape() {}

    /**
     * The tokens as spelled, each constant replaced by {@code :1}, {@code :2} and so on in order, comments dropped, any white space
     * between two tokens as one space. Meant for people and for search; equal shapes are no proof of equal fingerprints.
     */
    public static String of(Tokens tokens) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < tokens.count(); i++) {
            if (i > 0 && (tokens.end(i - 1) < tokens.start(i) || wouldGlue(tokens, i))) {
                shape.append(' ');
            }
            int slot = tokens.slot(i);
            if (slot >= 0) {
                shape.append(':').append(slot + 1);
            } else {
                shape.append(tokens.shownName(i));
            }
        }
        return shape.toString();
    }

    /** Whether a slot and its neighbour, which touch in the text, would read as something else. */
    private static boolean wouldGlue(Tokens tokens, int i) {
        if (tokens.slot(i) >= 0) {
            return tokens.slot(i - 1) >= 0 || isWordLike(tokens.kind(i - 1)) || tokens.is(i - 1, ':');
        }
        return tokens.slot(i - 1) >= 0 && isWordLike(tokens.kind(i));
    }

    private static boolean isWordLike(TokenKind kind) {
        return kind == TokenKind.WORD
                || kind == TokenKind.QUOTED_IDENTIFIER
                || kind == TokenKind.UNICODE_IDENTIFIER
                || kind == TokenKind.PARAMETER;
    }
}
