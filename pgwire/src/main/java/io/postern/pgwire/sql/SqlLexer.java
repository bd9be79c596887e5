package io.postern.pgwire.sql;

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
    private final StringScanner strings;
    private final OperatorRun operators;
    private int position;
    private boolean afterUnicodeToken;

    private SqlLexer(byte[] bytes, Tokens.Builder tokens) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.tokens = tokens;
        this.strings = new StringScanner(bytes);
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
                position = Ascii.endOfLine(bytes, position + 2);
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
            add(TokenKind.STRING, strings.endOfPlain(position, position));
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
                    add(TokenKind.ESCAPE_STRING, strings.endOfEscape(position));
                    return;
                }
                case 'b' -> {
                    add(TokenKind.BIT_STRING, strings.endOfBits(position));
                    return;
                }
                case 'x' -> {
                    add(TokenKind.HEX_STRING, strings.endOfBits(position));
                    return;
                }
                case 'n' -> {
                    add(TokenKind.NATIONAL_STRING, strings.endOfPlain(position, position + 1));
                    return;
                }
                default -> {}
            }
        }
        if (c == 'u' && byteAt(position + 1) == '&') {
            if (byteAt(position + 2) == '\'') {
                add(TokenKind.UNICODE_STRING, strings.endOfUnicode(position));
                afterUnicodeToken = true;
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
        } else {
            add(TokenKind.DOLLAR_STRING, strings.endOfDollar(position));
        }
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
