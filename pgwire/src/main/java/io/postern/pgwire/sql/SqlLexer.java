package io.postern.pgwire.sql;

/**
 * PostgreSQL's lexical rules, byte for byte: manual, section 4.1.
 *
 * <p>Versions 15 and later read alike what they accept. What only later ones accept is accepted: numbers with {@code 0x},
 * {@code 0o}, {@code 0b} or underscores, the vertical tab as white space (16 and later; earlier ones answer with a syntax error).
 * {@code standard_conforming_strings} is on, the client encoding UTF-8. Whether octal and hexadecimal escapes of an {@code E''}
 * string add up to UTF-8, and whether {@code B''} and {@code X''} hold digits, is left to the server: neither changes where a
 * token ends.
 *
 * <p>Refused although a server accepts it: a parameter number above 2147483647, which versions up to 17 silently take for another
 * one, and a {@code UESCAPE} character that is itself written with a backslash escape.
 *
 * <p>Work is linear in the length of the text, whatever it holds, and nothing recurses.
 */
public final class SqlLexer {

    /** PostgreSQL refuses operators of NAMEDATALEN (64) bytes and more. */
    private static final int MAX_OPERATOR_BYTES = 63;

    private static final String UESCAPE = "uescape";

    private final byte[] bytes;
    private final int length;
    private final Tokens.Builder tokens;
    private final NumberScanner numbers;
    private final StringScanner strings;
    private final OperatorRun operators;
    private int position;

    private SqlLexer(byte[] bytes, Tokens.Builder tokens) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.tokens = tokens;
        this.numbers = new NumberScanner(bytes);
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
        Tokens.Builder tokens = new Tokens.Builder(limits.maxTokens(), sql.length());
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
            if (Ascii.isIdentifierPart(c)) {
                return true;
            } else if (Ascii.isSpace(c)) {
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
            add(TokenKind.QUOTED_IDENTIFIER, endOfQuotedIdentifier(position));
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
                unicode(TokenKind.UNICODE_STRING, strings.endOfPlain(position, position + 2));
                return;
            }
            if (byteAt(position + 2) == '"') {
                unicode(TokenKind.UNICODE_IDENTIFIER, endOfQuotedIdentifier(position + 2));
                return;
            }
        }
        int end = position + 1;
        while (end < length && Ascii.isIdentifierPart(bytes[end])) {
            end++;
        }
        add(TokenKind.WORD, end);
    }

    private void number() throws LexicalError {
        int end = numbers.end(position);
        add(numbers.kind(position, end), end);
    }

    private int digits(int from) {
        int end = from;
        while (digitAt(end)) {
            end++;
        }
        return end;
    }

    private int endOfQuotedIdentifier(int quote) throws LexicalError {
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
        return at + 1;
    }

    /** {@code U&'…'} or {@code U&"…"}, with the UESCAPE that may follow: both together are one token. */
    private void unicode(TokenKind kind, int quotedEnd) throws LexicalError {
        int start = position;
        int end = quotedEnd;
        byte escape = UnicodeEscapes.DEFAULT;
        position = quotedEnd;
        if (skipSpace() && isUescape()) {
            position += UESCAPE.length();
            if (!skipSpace()) {
                throw strings.noEscapeLiteral(start);
            }
            end = strings.endOfEscapeLiteral(start, position);
            escape = strings.escapeCharacter(start, position, end);
        }
        byte[] content = kind == TokenKind.UNICODE_STRING
                ? strings.content(start + 3, quotedEnd - 1)
                : Tokens.unquoted(bytes, start + 3, quotedEnd - 1);
        UnicodeEscapes.decode(content, escape, start);
        position = start;
        if (end > quotedEnd) {
            tokens.nextHasEscape(escape);
        }
        add(kind, end);
    }

    private boolean isUescape() {
        if (Ascii.isIdentifierPart(byteAt(position + UESCAPE.length()))) {
            return false;
        }
        for (int k = 0; k < UESCAPE.length(); k++) {
            if (Ascii.fold(byteAt(position + k)) != UESCAPE.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private void dollar() throws LexicalError {
        if (digitAt(position + 1)) {
            int end = digits(position + 1);
            if (end < length && Ascii.isIdentifierStart(bytes[end])) {
                throw LexicalError.syntax(position, "trailing junk after parameter");
            }
            if (numbers.kind(position + 1, end) != TokenKind.INTEGER) {
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
