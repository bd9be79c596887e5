package io.postern.pgsql.read;

import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;

/** What the lexer takes because the newest major does, and earlier ones refuse. */
final class LexicalDifferences {

    private static final int NUMBERS_WITH_RADIX = 16;
    private static final int VERTICAL_TAB_IS_SPACE = 17;
    private static final byte VERTICAL_TAB = 0x0B;

    private LexicalDifferences() {}

    /** @throws SyntaxError where the major's own lexer would end */
    static void check(Tokens tokens, int major) {
        if (major < NUMBERS_WITH_RADIX) {
            checkNumbers(tokens);
        }
        if (major < VERTICAL_TAB_IS_SPACE) {
            checkSpace(tokens);
        }
    }

    /** A number has neither a radix nor underscores. */
    private static void checkNumbers(Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.INTEGER || tokens.kind(i) == TokenKind.NUMERIC) {
                String text = tokens.text(i);
                boolean radix = text.length() > 1 && text.charAt(0) == '0' && "xXoObB".indexOf(text.charAt(1)) >= 0;
                if (radix || text.indexOf('_') >= 0) {
                    throw new SyntaxError("trailing junk after numeric literal", i);
                }
            }
        }
    }

    private static void checkSpace(Tokens tokens) {
        byte[] bytes = tokens.sql().toByteArray();
        int at = 0;
        for (int i = 0; i <= tokens.count(); i++) {
            int end = i < tokens.count() ? tokens.start(i) : bytes.length;
            if (hasVerticalTab(bytes, at, end)) {
                throw new SyntaxError("syntax error at or near a vertical tab", i);
            }
            at = i < tokens.count() ? tokens.end(i) : end;
        }
    }

    /** Whether one stands between two tokens, outside comments. */
    private static boolean hasVerticalTab(byte[] bytes, int from, int to) {
        int depth = 0;
        boolean line = false;
        for (int at = from; at < to; at++) {
            boolean pair = at + 1 < to;
            if (line) {
                line = bytes[at] != '\n' && bytes[at] != '\r';
            } else if (pair && bytes[at] == '/' && bytes[at + 1] == '*') {
                depth++;
                at++;
            } else if (pair && depth > 0 && bytes[at] == '*' && bytes[at + 1] == '/') {
                depth--;
                at++;
            } else if (depth == 0 && pair && bytes[at] == '-' && bytes[at + 1] == '-') {
                line = true;
            } else if (depth == 0 && bytes[at] == VERTICAL_TAB) {
                return true;
            }
        }
        return false;
    }
}
