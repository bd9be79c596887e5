package io.postern.pgwire.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Escapes of {@code U&'…'} and {@code U&"…"}: manual, section 4.1.2.3. */
final class UnicodeEscapes {

    /** Where no UESCAPE follows. */
    static final byte DEFAULT = '\\';

    private UnicodeEscapes() {}

    /** Whether UESCAPE may name the character. */
    static boolean canEscape(byte c) {
        return c > 0 && Ascii.hex(c) < 0 && c != '+' && c != '\'' && c != '"' && !Ascii.isSpace(c);
    }

    /**
     * Decodes the text between the quotes, its doubled quotes already undone.
     *
     * @param position the byte offset that an error reports
     */
    static byte[] decode(byte[] content, byte escape, int position) throws LexicalError {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
        int high = 0;
        int i = 0;
        while (i < content.length) {
            int digitsAt;
            int digits;
            if (content[i] != escape) {
                requireNoHalf(high, position);
                out.write(content[i++]);
                continue;
            } else if (i + 1 < content.length && content[i + 1] == escape) {
                requireNoHalf(high, position);
                out.write(escape);
                i += 2;
                continue;
            } else if (i + 1 < content.length && content[i + 1] == '+') {
                digitsAt = i + 2;
                digits = 6;
            } else {
                digitsAt = i + 1;
                digits = 4;
            }
            int codePoint = hex(content, digitsAt, digits);
            if (codePoint < 0) {
                throw LexicalError.syntax(position, "invalid Unicode escape");
            }
            requireCodePoint(codePoint, position);
            i = digitsAt + digits;
            int combined = combine(high, codePoint, position);
            high = combined < 0 ? codePoint : 0;
            if (combined >= 0) {
                byte[] encoded = Character.toString(combined).getBytes(StandardCharsets.UTF_8);
                out.write(encoded, 0, encoded.length);
            }
        }
        requireNoHalf(high, position);
        return out.toByteArray();
    }

    /** Value of exactly {@code count} hexadecimal digits, or -1. */
    static int hex(byte[] bytes, int at, int count) {
        if (at + count > bytes.length) {
            return -1;
        }
        long value = 0;
        for (int k = 0; k < count; k++) {
            int digit = Ascii.hex(bytes[at + k]);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) value;
    }

    static void requireCodePoint(int codePoint, int position) throws LexicalError {
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT) {
            throw LexicalError.syntax(position, "invalid Unicode escape value");
        }
    }

    /** The code point to write, or -1 if this one is the first half of a surrogate pair; {@code high} is 0 or such a half. */
    static int combine(int high, int codePoint, int position) throws LexicalError {
        boolean isHigh = codePoint >= Character.MIN_HIGH_SURROGATE && codePoint <= Character.MAX_HIGH_SURROGATE;
        boolean isLow = codePoint >= Character.MIN_LOW_SURROGATE && codePoint <= Character.MAX_LOW_SURROGATE;
        if ((high != 0) != isLow) {
            throw LexicalError.syntax(position, "invalid Unicode surrogate pair");
        }
        if (isLow) {
            return Character.toCodePoint((char) high, (char) codePoint);
        }
        return isHigh ? -1 : codePoint;
    }

    static void requireNoHalf(int high, int position) throws LexicalError {
        if (high != 0) {
            throw LexicalError.syntax(position, "invalid Unicode surrogate pair");
        }
    }
}
