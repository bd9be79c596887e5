package io.postern.pgwire.sql;

import java.util.ArrayList;
import java.util.List;

/** Lexes text that a test knows to be good and prints tokens as {@code KIND<text>}. */
final class Lexing {

    private Lexing() {}

    static Tokens lex(String text) {
        return lex(SqlText.of(text));
    }

    static Tokens lex(SqlText text) {
        try {
            return SqlLexer.lex(text, LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new AssertionError("refused at byte " + e.position() + ": " + e.getMessage(), e);
        }
    }

    static String fingerprint(String text) {
        return Fingerprint.of(lex(text)).hex();
    }

    static List<String> printed(Tokens tokens) {
        List<String> printed = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            printed.add(code(tokens.kind(i)) + "<" + tokens.text(i) + ">");
        }
        return printed;
    }

    private static String code(TokenKind kind) {
        return switch (kind) {
            case WORD -> "w";
            case QUOTED_IDENTIFIER -> "q";
            case UNICODE_IDENTIFIER -> "uq";
            case INTEGER -> "i";
            case NUMERIC -> "n";
            case STRING -> "s";
            case ESCAPE_STRING -> "es";
            case UNICODE_STRING -> "us";
            case NATIONAL_STRING -> "ns";
            case BIT_STRING -> "bs";
            case HEX_STRING -> "xs";
            case DOLLAR_STRING -> "ds";
            case PARAMETER -> "p";
            case OPERATOR -> "op";
            case TYPECAST -> "cast";
            case DOT_DOT -> "dots";
            case COLON_EQUALS -> "assign";
            case EQUALS_GREATER -> "arrow";
            case SELF -> "";
        };
    }
}
