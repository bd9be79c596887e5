package io.postern.pgwire.sql;

import java.util.Arrays;

/** Where string constants end: manual, sections 4.1.2.1 to 4.1.2.5. Every method takes the offset of the token's first byte. */
final class StringScanner {

    private final byte[] bytes;
    private final int length;

    StringScanner(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** A string with doubled quotes only; {@code quote} is where its opening quote stands. */
    int endOfPlain(int start, int quote) throws LexicalError {
        int at = quote + 1;
        while (true) {
            at = findQuote(start, at);
            if (byteAt(at + 1) == '\'') {
                at += 2;
                continue;
            }
            int continued = continuation(at + 1);
            if (continued < 0) {
                return at + 1;
            }
            at = continued;
        }
    }

    /** {@code B''} and {@code X''}: two quotes in a row end one constant and begin another. */
    int endOfBits(int start) throws LexicalError {
        int at = start + 2;
        while (true) {
            int quote = findQuote(start, at);
            at = continuation(quote + 1);
            if (at < 0) {
                return quote + 1;
            }
        }
    }

    /** {@code E''}, with its Unicode escapes checked. */
    int endOfEscape(int start) throws LexicalError {
        int at = start + 2;
        int high = 0;
        while (true) {
            if (at >= length) {
                throw unterminated(start);
            }
            byte c = bytes[at];
            if (c == '\\' && (byteAt(at + 1) == 'u' || byteAt(at + 1) == 'U')) {
                int digits = bytes[at + 1] == 'u' ? 4 : 8;
                int codePoint = UnicodeEscapes.hex(bytes, at + 2, digits);
                if (codePoint < 0) {
                    throw LexicalError.syntax(start, "invalid Unicode escape");
                }
                UnicodeEscapes.requireCodePoint(codePoint, start);
                high = UnicodeEscapes.combine(high, codePoint, start) < 0 ? codePoint : 0;
                at += 2 + digits;
                continue;
            }
            UnicodeEscapes.requireNoHalf(high, start);
            if (c == '\\' || (c == '\'' && byteAt(at + 1) == '\'')) {
                at += 2;
            } else if (c == '\'') {
                int continued = continuation(at + 1);
                if (continued < 0) {
                    return at + 1;
                }
                at = continued;
            } else {
                at++;
            }
        }
    }

    /** The literal at {@code at}, which follows UESCAPE; errors are those of the token at {@code start}. */
    int endOfEscapeLiteral(int start, int at) throws LexicalError {
        if (bytes[at] == '\'') {
            return endOfPlain(start, at);
        }
        if (Ascii.fold(bytes[at]) == 'e' && byteAt(at + 1) == '\'') {
            return endOfEscape(at);
        }
        if (bytes[at] == '$' && !Ascii.isDigit(byteAt(at + 1))) {
            return endOfDollar(at);
        }
        throw noEscapeLiteral(start);
    }

    /** The character that the literal from {@code at} to {@code end} denotes, where it may be an escape character. */
    byte escapeCharacter(int start, int at, int end) throws LexicalError {
        byte[] value;
        if (bytes[at] == '$') {
            int tagLength = 1;
            while (bytes[at + tagLength] != '$') {
                tagLength++;
            }
            value = Arrays.copyOfRange(bytes, at + tagLength + 1, end - tagLength - 1);
        } else {
            int quote = bytes[at] == '\'' ? at : at + 1;
            if (quote > at && hasBackslash(quote, end)) {
                throw LexicalError.syntax(start, "escapes are not supported in the character after UESCAPE");
            }
            value = content(quote + 1, end - 1);
        }
        if (value.length != 1 || !UnicodeEscapes.canEscape(value[0])) {
            throw LexicalError.syntax(start, "invalid Unicode escape character");
        }
        return value[0];
    }

    LexicalError noEscapeLiteral(int start) {
        return LexicalError.syntax(start, "UESCAPE must be followed by a simple string literal");
    }

    private boolean hasBackslash(int from, int to) {
        for (int k = from; k < to; k++) {
            if (bytes[k] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** {@code $tag$…$tag$}. */
    int endOfDollar(int start) throws LexicalError {
        int tagEnd = start + 1;
        while (tagEnd < length && Ascii.isDollarTagPart(bytes[tagEnd])) {
            tagEnd++;
        }
        if (byteAt(tagEnd) != '$') {
            throw LexicalError.syntax(start, "character that starts no token");
        }
        int tagLength = tagEnd - start;
        int at = tagEnd + 1;
        while (true) {
            while (at < length && bytes[at] != '$') {
                at++;
            }
            if (at >= length) {
                throw LexicalError.syntax(start, "unterminated dollar-quoted string");
            }
            // Bytes are compared up to the next dollar sign at most, because a tag holds none: no byte is compared
            // twice.
            if (byteAt(at + tagLength) == '$' && Arrays.mismatch(bytes, at, at + tagLength, bytes, start, tagEnd) < 0) {
                return at + tagLength + 1;
            }
            at++;
        }
    }

    /** Content from after the first quote to before the last, continuations joined and doubled quotes undone. */
    byte[] content(int start, int end) {
        byte[] content = new byte[end - start];
        int count = 0;
        int at = start;
        while (at < end) {
            if (bytes[at] != '\'') {
                content[count++] = bytes[at++];
            } else if (bytes[at + 1] == '\'') {
                content[count++] = '\'';
                at += 2;
            } else {
                at = continuation(at + 1);
            }
        }
        return Arrays.copyOf(content, count);
    }

    /**
     * A string goes on after white space that holds a line end, line comments counting as white space: the offset after the next
     * opening quote, or -1 if the string ends here.
     */
    private int continuation(int from) {
        boolean newline = false;
        int at = from;
        while (at < length) {
            byte c = bytes[at];
            if (Ascii.isSpace(c)) {
                newline |= Ascii.isNewline(c);
                at++;
            } else if (c == '-' && byteAt(at + 1) == '-') {
                at = Ascii.endOfLine(bytes, at + 2);
            } else {
                return newline && c == '\'' ? at + 1 : -1;
            }
        }
        return -1;
    }

    private int findQuote(int start, int from) throws LexicalError {
        int at = from;
        while (at < length && bytes[at] != '\'') {
            at++;
        }
        if (at >= length) {
            throw unterminated(start);
        }
        return at;
    }

    private static LexicalError unterminated(int start) {
        return LexicalError.syntax(start, "unterminated quoted string");
    }

    private byte byteAt(int at) {
        return at < length ? bytes[at] : 0;
    }
}
