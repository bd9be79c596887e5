package io.postern.pgwire.sql;

/** Where numbers end, and which of them fit in 32 bits: manual, sections 4.1.2.6 and 4.1.2.7. */
final class NumberScanner {

    private final byte[] bytes;
    private final int length;

    NumberScanner(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** Takes the offset of a digit, or of a point before a digit. */
    int end(int start) throws LexicalError {
        int radix = radix(start);
        int first = radix == 10 ? start : start + 2;
        int end = radix == 10 ? endOfDecimal(start) : digits(first, radix, true);
        if ((radix != 10 && end == first) || goesOn(start, end)) {
            throw LexicalError.syntax(start, "trailing junk after numeric literal");
        }
        return end;
    }

    TokenKind kind(int start, int end) {
        int radix = radix(start);
        long value = 0;
        for (int k = radix == 10 ? start : start + 2; k < end; k++) {
            if (bytes[k] == '_') {
                continue;
            }
            int digit = Ascii.hex(bytes[k]);
            if (digit < 0 || digit >= radix) {
                return TokenKind.NUMERIC;
            }
            value = value * radix + digit;
            if (value > Integer.MAX_VALUE) {
                return TokenKind.NUMERIC;
            }
        }
        return TokenKind.INTEGER;
    }

    /** Of {@code 0x}, {@code 0o}, {@code 0b}; 10 for what begins otherwise. */
    private int radix(int start) {
        if (bytes[start] != '0') {
            return 10;
        }
        return switch (Ascii.fold(byteAt(start + 1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
    }

    private int endOfDecimal(int start) {
        int end = digits(start, 10, false);
        if (byteAt(end) == '.' && !(end > start && byteAt(end + 1) == '.')) {
            end = digits(end + 1, 10, false);
        }
        if (Ascii.fold(byteAt(end)) != 'e') {
            return end;
        }
        int exponent = end + 1;
        if (byteAt(exponent) == '+' || byteAt(exponent) == '-') {
            exponent++;
        }
        int last = digits(exponent, 10, false);
        return last > exponent ? last : end;
    }

    /** Digits with single underscores between them, or also before the first. */
    private int digits(int from, int radix, boolean underscoreFirst) {
        int end = from;
        if (underscoreFirst && byteAt(end) == '_' && isDigit(end + 1, radix)) {
            end++;
        }
        while (isDigit(end, radix)) {
            end++;
            if (byteAt(end) == '_' && isDigit(end + 1, radix)) {
                end++;
            }
        }
        return end;
    }

    /**
     * Whether the server sees something longer here that is not a number: digits and then an identifier, which may begin inside the
     * number (at an {@code e}, {@code x} or underscore) and which may hold a dollar sign.
     */
    private boolean goesOn(int start, int end) {
        if (end >= length || !Ascii.isIdentifierPart(bytes[end])) {
            return false;
        }
        int at = end;
        while (!Ascii.isIdentifierStart(bytes[at])) {
            at--;
            if (at <= start || !Ascii.isIdentifierPart(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    private boolean isDigit(int at, int radix) {
        int digit = at < length ? Ascii.hex(bytes[at]) : -1;
        return digit >= 0 && digit < radix;
    }

    /** The byte at an offset, or 0, which no SQL text holds, past the end. */
    private byte byteAt(int at) {
        return at < length ? bytes[at] : 0;
    }
}
