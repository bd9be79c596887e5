package io.postern.pgwire.sql;

/** Character classes of section 4.1 of the manual, over single bytes; every byte from 0x80 up is a letter. */
final class Ascii {

    private static final int SPACE = 1;
    private static final int IDENTIFIER_START = 2;
    private static final int DIGIT = 4;
    private static final int OPERATOR = 8;
    private static final int SELF = 16;
    private static final int NOT_SQL_OPERATOR = 32;
    private static final int IDENTIFIER_PART = 64;

    private static final byte[] CLASSES = classes();

    private Ascii() {}

    static boolean isSpace(byte value) {
        return is(value, SPACE);
    }

    static boolean isNewline(byte value) {
        return value == '\n' || value == '\r';
    }

    /** Offset of the next line end, or of the end of the text. */
    static int endOfLine(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && !isNewline(bytes[at])) {
            at++;
        }
        return at;
    }

    static boolean isIdentifierStart(byte value) {
        return is(value, IDENTIFIER_START);
    }

    static boolean isIdentifierPart(byte value) {
        return is(value, IDENTIFIER_PART);
    }

    static boolean isDollarTagPart(byte value) {
        return is(value, IDENTIFIER_START | DIGIT);
    }

    static boolean isDigit(byte value) {
        return is(value, DIGIT);
    }

    static boolean isOperator(byte value) {
        return is(value, OPERATOR);
    }

    static boolean isSelf(byte value) {
        return is(value, SELF);
    }

    /** Whether the operator character lets a longer operator end in plus or minus. */
    static boolean allowsTrailingSign(byte value) {
        return is(value, NOT_SQL_OPERATOR);
    }

    static byte fold(byte value) {
        return value >= 'A' && value <= 'Z' ? (byte) (value + ('a' - 'A')) : value;
    }

    /** Value of a hexadecimal digit, or -1. */
    static int hex(byte value) {
        if (value >= '0' && value <= '9') {
            return value - '0';
        }
        byte folded = fold(value);
        return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
    }

    private static boolean is(byte value, int classes) {
        return (CLASSES[value & 0xFF] & classes) != 0;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        mark(classes, " \t\n\r\f\u000B", SPACE);
        mark(classes, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", IDENTIFIER_START);
        for (int i = 0x80; i < 0x100; i++) {
            classes[i] = IDENTIFIER_START;
        }
        mark(classes, "0123456789", DIGIT);
        mark(classes, "~!@#^&|`?+-*/%<>=", OPERATOR);
        mark(classes, ",()[].;:+-*/%^<>=", SELF);
        mark(classes, "~!@#^&|`?%", NOT_SQL_OPERATOR);
        for (int i = 0; i < classes.length; i++) {
            if (i == '$' || (classes[i] & (IDENTIFIER_START | DIGIT)) != 0) {
                classes[i] = (byte) (classes[i] | IDENTIFIER_PART);
            }
        }
        return classes;
    }

    private static void mark(byte[] classes, String characters, int mark) {
        for (int i = 0; i < characters.length(); i++) {
            int c = characters.charAt(i);
            classes[c] = (byte) (classes[c] | mark);
        }
    }
}
