package io.postern.pgwire.sql;

import java.util.Arrays;

/**
 * PostgreSQL's lexical rules, byte for byte: manual, section 4.1.
 *
 * <p>The rules are those of version 15, which hold in later versions too; what only some majors accept is refused: numbers with
 * {@code 0x}, {@code 0o}, {@code 0b} or {@code _} (16 and later), the vertical tab as white space (16 and later), and a UESCAPE
 * clause, because it changes what an earlier token means. {@code standard_conforming_strings} is on, the client encoding UTF-8.
 * Whether octal and hexadecimal escapes of an {@code E''} string add up to UTF-8, and whether {@code B''} and {@code X''} hold
 * digits, is left to the server: neither changes where a token ends.
 *
 * <p>Work is linear in the length of the text, whatever it holds, and nothing recurses.
 */
public final class SqlLexer {

    /** PostgreSQL refuses operators of NAMEDATALEN (64) bytes and more. */
    private static final int MAX_OPERATOR_BYTES = 63;

    private final byte[] bytes;
    private final int length;
    private final Tokens.Builder tokens;
    private final OperatorRun operators;
    private int position;
    private boolean afterUnicodeToken;

    private SqlLexer(byte[] bytes, Tokens.Builder tokens) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.tokens = tokens;
        this.operators = new OperatorRun(bytes);
    }

    /**
     * Reads a whole text, which may hold several statements.
     *
     * @throws LexicalError if some part of the text is no PostgreSQL token, or the text exceeds a limit
     */
    public static Tokens lex(SqlText sql, LexerLimits limits) throws LexicalError {
        if (sql.length() > limits.maxBytes()) {
            throw LexicalError.limit(0, "statement is longer than " + limits.maxBytes() + " bytes");
        }
        Tokens.Builder tokens = new Tokens.Builder(limits.maxTokens());
        SqlLexer lexer = new SqlLexer(sql.bytes(), tokens);
        while (lexer.skipSpace()) {
            lexer.next();
        }
        return tokens.build(sql);
    }

    /** Skips white space and comments; false at the end of the text. */
    private boolean skipSpace() throws LexicalError {
        while (position < length) {
            byte c = bytes[position];
            if (Ascii.isSpace(c)) {
                position++;
            } else if (startsWith('-', '-')) {
                position = endOfLine(position + 2);
            } else if (startsWith('/', '*')) {
                skipBlockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipBlockComment() throws LexicalError {
        int start = position;
        int depth = 0;
        do {
            if (position >= length) {
                throw LexicalError.syntax(start, "unterminated comment");
            }
            if (startsWith('/', '*')) {
                depth++;
                position += 2;
            } else if (startsWith('*', '/')) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0);
    }

    private void next() throws LexicalError {
        byte c = bytes[position];
        if (Ascii.isIdentifierStart(c)) {
            wordOrPrefixedString();
        } else if (Ascii.isDigit(c) || (c == '.' && digitAt(position + 1))) {
            number();
        } else if (c == '\'') {
            string(TokenKind.STRING, position);
        } else if (c == '"') {
            quotedIdentifier(TokenKind.QUOTED_IDENTIFIER, position);
        } else if (c == '$') {
            dollar();
        } else if (startsWith('.', '.')) {
            add(TokenKind.DOT_DOT, position + 2);
        } else if (startsWith(':', ':')) {
            add(TokenKind.TYPECAST, position + 2);
        } else if (startsWith(':', '=')) {
            add(TokenKind.COLON_EQUALS, position + 2);
        } else if (Ascii.isOperator(c)) {
            operator();
        } else if (Ascii.isSelf(c)) {
            add(TokenKind.SELF, position + 1);
        } else {
            throw LexicalError.syntax(position, "character that starts no token");
        }
    }

    private void wordOrPrefixedString() throws LexicalError {
        byte c = Ascii.fold(bytes[position]);
        if (byteAt(position + 1) == '\'') {
            switch (c) {
                case 'e' -> {
                    escapeString();
                    return;
                }
                case 'b' -> {
                    bitString(TokenKind.BIT_STRING);
                    return;
                }
                case 'x' -> {
                    bitString(TokenKind.HEX_STRING);
                    return;
                }
                case 'n' -> {
                    string(TokenKind.NATIONAL_STRING, position + 1);
                    return;
                }
                default -> {}
            }
        }
        if (c == 'u' && byteAt(position + 1) == '&') {
            if (byteAt(position + 2) == '\'') {
                unicodeString();
                return;
            }
            if (byteAt(position + 2) == '"') {
                unicodeIdentifier();
                return;
            }
        }
        int end = position + 1;
        while (end < length && Ascii.isIdentifierPart(bytes[end])) {
            end++;
        }
        if (afterUnicodeToken && isUescape(position, end)) {
            throw LexicalError.syntax(position, "UESCAPE is not supported");
        }
        add(TokenKind.WORD, end);
    }

    private boolean isUescape(int start, int end) {
        String uescape = "uescape";
        if (end - start != uescape.length()) {
            return false;
        }
        for (int k = 0; k < uescape.length(); k++) {
            if (Ascii.fold(bytes[start + k]) != uescape.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private void number() throws LexicalError {
        int end = digits(position);
        boolean integer = true;
        if (byteAt(end) == '.' && !(end > position && byteAt(end + 1) == '.')) {
            integer = false;
            end = digits(end + 1);
        }
        if (Ascii.fold(byteAt(end)) == 'e') {
            int exponent = end + 1;
            boolean signed = byteAt(exponent) == '+' || byteAt(exponent) == '-';
            if (signed) {
                exponent++;
            }
            if (digitAt(exponent)) {
                integer = false;
                end = digits(exponent);
                // From version 16 on, e5$1 after digits is read as an identifier, which digits must not touch.
                if (!signed && byteAt(end) == '$') {
                    throw numberJunk();
                }
            }
        }
        if (end < length && Ascii.isIdentifierStart(bytes[end])) {
            throw numberJunk();
        }
        add(integer && fitsInt(position, end) ? TokenKind.INTEGER : TokenKind.NUMERIC, end);
    }

    private LexicalError numberJunk() {
        return LexicalError.syntax(position, "trailing junk after numeric literal");
    }

    private int digits(int from) {
        int end = from;
        while (digitAt(end)) {
            end++;
        }
        return end;
    }

    private boolean fitsInt(int start, int end) {
        long value = 0;
        for (int k = start; k < end; k++) {
            value = value * 10 + (bytes[k] - '0');
            if (value > Integer.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** A string with doubled quotes only; {@code quote} is where its opening quote stands. */
    private void string(TokenKind kind, int quote) throws LexicalError {
        int at = quote + 1;
        while (true) {
            at = find('\'', at);
            if (byteAt(at + 1) == '\'') {
                at += 2;
                continue;
            }
            int continued = continuation(at + 1);
            if (continued < 0) {
                add(kind, at + 1);
                return;
            }
            at = continued;
        }
    }

    /** {@code B''} and {@code X''}: two quotes in a row end one constant and begin another. */
    private void bitString(TokenKind kind) throws LexicalError {
        int at = position + 2;
        while (true) {
            int quote = find('\'', at);
            at = continuation(quote + 1);
            if (at < 0) {
                add(kind, quote + 1);
                return;
            }
        }
    }

    private void escapeString() throws LexicalError {
        int at = position + 2;
        int high = 0;
        while (true) {
            if (at >= length) {
                throw unterminatedString();
            }
            byte c = bytes[at];
            if (c == '\\' && (byteAt(at + 1) == 'u' || byteAt(at + 1) == 'U')) {
                int digits = bytes[at + 1] == 'u' ? 4 : 8;
                int codePoint = UnicodeEscapes.hex(bytes, at + 2, digits);
                if (codePoint < 0) {
                    throw LexicalError.syntax(position, "invalid Unicode escape");
                }
                UnicodeEscapes.requireCodePoint(codePoint, position);
                high = UnicodeEscapes.combine(high, codePoint, position) < 0 ? codePoint : 0;
                at += 2 + digits;
                continue;
            }
            UnicodeEscapes.requireNoHalf(high, position);
            if (c == '\\' || (c == '\'' && byteAt(at + 1) == '\'')) {
                at += 2;
            } else if (c == '\'') {
                int continued = continuation(at + 1);
                if (continued < 0) {
                    add(TokenKind.ESCAPE_STRING, at + 1);
                    return;
                }
                at = continued;
            } else {
                at++;
            }
        }
    }

    private void unicodeString() throws LexicalError {
        int start = position;
        string(TokenKind.UNICODE_STRING, start + 2);
        UnicodeEscapes.decode(stringContent(start + 3, position - 1), start);
        afterUnicodeToken = true;
    }

    /** Content of a string from after its first quote to before its last, continuations joined and doubled quotes undone. */
    private byte[] stringContent(int start, int end) {
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
                at = endOfLine(at + 2);
            } else {
                return newline && c == '\'' ? at + 1 : -1;
            }
        }
        return -1;
    }

    private void quotedIdentifier(TokenKind kind, int quote) throws LexicalError {
        int at = quote + 1;
        while (true) {
            while (at < length && bytes[at] != '"') {
                at++;
            }
            if (at >= length) {
                throw LexicalError.syntax(position, "unterminated quoted identifier");
            }
            if (byteAt(at + 1) != '"') {
                break;
            }
            at += 2;
        }
        if (at == quote + 1) {
            throw LexicalError.syntax(position, "zero-length delimited identifier");
        }
        add(kind, at + 1);
    }

    private void unicodeIdentifier() throws LexicalError {
        int start = position;
        quotedIdentifier(TokenKind.UNICODE_IDENTIFIER, start + 2);
        UnicodeEscapes.decode(Tokens.unquoted(bytes, start + 3, position - 1), start);
        afterUnicodeToken = true;
    }

    private void dollar() throws LexicalError {
        if (digitAt(position + 1)) {
            int end = digits(position + 1);
            if (end < length && Ascii.isIdentifierStart(bytes[end])) {
                throw LexicalError.syntax(position, "trailing junk after parameter");
            }
            if (!fitsInt(position + 1, end)) {
                throw LexicalError.syntax(position, "parameter number too large");
            }
            add(TokenKind.PARAMETER, end);
            return;
        }
        int tagEnd = position + 1;
        while (tagEnd < length && Ascii.isDollarTagPart(bytes[tagEnd])) {
            tagEnd++;
        }
        if (byteAt(tagEnd) != '$') {
            throw LexicalError.syntax(position, "character that starts no token");
        }
        int tagLength = tagEnd - position;
        int at = tagEnd + 1;
        while (true) {
            at = findDollar(at);
            // Bytes are compared up to the next dollar sign at most, because a tag holds none: no byte is compared
            // twice.
            if (at + tagLength < length
                    && bytes[at + tagLength] == '$'
                    && Arrays.mismatch(bytes, at, at + tagLength, bytes, position, tagEnd) < 0) {
                add(TokenKind.DOLLAR_STRING, at + tagLength + 1);
                return;
            }
            at++;
        }
    }

    private int findDollar(int from) throws LexicalError {
        int at = from;
        while (at < length && bytes[at] != '$') {
            at++;
        }
        if (at >= length) {
            throw LexicalError.syntax(position, "unterminated dollar-quoted string");
        }
        return at;
    }

    private void operator() throws LexicalError {
        int end = operators.endOfOperator(position);
        int size = end - position;
        if (size == 1) {
            add(Ascii.isSelf(bytes[position]) ? TokenKind.SELF : TokenKind.OPERATOR, end);
        } else if (size == 2 && startsWith('=', '>')) {
            add(TokenKind.EQUALS_GREATER, end);
        } else if (size > MAX_OPERATOR_BYTES) {
            throw LexicalError.syntax(position, "operator too long");
        } else {
            add(TokenKind.OPERATOR, end);
        }
    }

    private void add(TokenKind kind, int end) throws LexicalError {
        tokens.add(kind, position, end);
        position = end;
        afterUnicodeToken = false;
    }

    private int find(char quote, int from) throws LexicalError {
        int at = from;
        while (at < length && bytes[at] != quote) {
            at++;
        }
        if (at >= length) {
            throw unterminatedString();
        }
        return at;
    }

    private LexicalError unterminatedString() {
        return LexicalError.syntax(position, "unterminated quoted string");
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < length && !Ascii.isNewline(bytes[at])) {
            at++;
        }
        return at;
    }

    private boolean startsWith(char first, char second) {
        return bytes[position] == first && byteAt(position + 1) == second;
    }

    private boolean digitAt(int at) {
        return at < length && Ascii.isDigit(bytes[at]);
    }

    /** The byte at an offset, or 0, which no SQL text holds, past the end. */
    private byte byteAt(int at) {
        return at < length ? bytes[at] : 0;
    }
}
