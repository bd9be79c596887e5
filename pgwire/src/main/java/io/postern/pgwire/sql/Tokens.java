package io.postern.pgwire.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The tokens of one text, in order, without white space and comments; immutable.
 *
 * <p>Token ordinals run from 0 to {@code count() - 1}; another ordinal is an {@link IndexOutOfBoundsException}. Constants are
 * also numbered on their own, from 0, as slots.
 */
public final class Tokens {

    /** Bytes that PostgreSQL keeps of an identifier: NAMEDATALEN - 1. */
    static final int MAX_NAME_BYTES = 63;

    private final SqlText sql;
    private final int count;

    /** As in the other arrays, what is behind the last token does not count. */
    private final TokenKind[] kinds;

    private final int[] starts;
    private final int[] ends;

    /** The tokens that are constants, ascending. */
    private final int[] slotTokens;

    /** Of tokens that end in a UESCAPE clause. */
    private final Map<Integer, Byte> escapes;

    private Tokens(SqlText sql, Builder built) {
        this.sql = sql;
        this.count = built.count;
        boolean roomy = built.kinds.length - count > Builder.MAX_UNUSED;
        this.kinds = roomy ? Arrays.copyOf(built.kinds, count) : built.kinds;
        this.starts = roomy ? Arrays.copyOf(built.starts, count) : built.starts;
        this.ends = roomy ? Arrays.copyOf(built.ends, count) : built.ends;
        this.slotTokens = Arrays.copyOf(built.slotTokens, built.slotCount);
        this.escapes = built.escapes;
    }

    /** The text these tokens were read from. */
    public SqlText sql() {
        return sql;
    }

    public int count() {
        return count;
    }

    public TokenKind kind(int i) {
        return kinds[checked(i)];
    }

    /** Byte offset of the token's first byte. */
    public int start(int i) {
        return starts[checked(i)];
    }

    /** Byte offset after the token's last byte. */
    public int end(int i) {
        return ends[checked(i)];
    }

    /** Exactly as spelled. */
    public String text(int i) {
        return new String(sql.bytes(), start(i), ends[i] - starts[i], StandardCharsets.UTF_8);
    }

    /**
     * The identifier that PostgreSQL understands: a word in lower case (ASCII letters only), a quoted identifier decoded; each cut to
     * 63 bytes at a character.
     *
     * @throws IllegalArgumentException if the token is neither a word nor an identifier
     */
    public String name(int i) {
        byte[] name = nameBytes(i);
        return new String(name, StandardCharsets.UTF_8);
    }

    /** Whether the token is this word, without quotes; {@code keyword} is in lower-case ASCII. */
    public boolean is(int i, String keyword) {
        int start = starts[checked(i)];
        if (kinds[i] != TokenKind.WORD || ends[i] - start != keyword.length()) {
            return false;
        }
        byte[] bytes = sql.bytes();
        for (int k = 0; k < keyword.length(); k++) {
            if (Ascii.fold(bytes[start + k]) != keyword.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the token is this character standing alone, one of {@link TokenKind#SELF}. */
    public boolean is(int i, char self) {
        return kinds[checked(i)] == TokenKind.SELF && sql.bytes()[starts[i]] == self;
    }

    /** As spelled, but without comments and with single spaces, which only a UESCAPE clause has within an identifier. */
    String shownName(int i) {
        Byte escape = escapes.get(i);
        if (escape == null) {
            return text(i);
        }
        byte[] bytes = sql.bytes();
        int end = starts[i] + "U&\"".length();
        while (bytes[end] != '"' || bytes[end + 1] == '"') {
            end += bytes[end] == '"' ? 2 : 1;
        }
        String quoted = new String(bytes, starts[i], end + 1 - starts[i], StandardCharsets.UTF_8);
        return quoted + " UESCAPE '" + (char) escape.byteValue() + "'";
    }

    /** The slot of a constant, -1 for any other token. */
    public int slot(int i) {
        return kind(i).isConstant() ? Arrays.binarySearch(slotTokens, i) : -1;
    }

    public int slotCount() {
        return slotTokens.length;
    }

    public int tokenOfSlot(int slot) {
        return slotTokens[slot];
    }

    /** The constant exactly as spelled, quotes and prefix included. */
    public byte[] slotBytes(int slot) {
        int i = slotTokens[slot];
        return Arrays.copyOfRange(sql.bytes(), starts[i], ends[i]);
    }

    /** Number of a {@code $n} token. */
    int parameterNumber(int i) {
        byte[] bytes = sql.bytes();
        int number = 0;
        for (int k = start(i) + 1; k < ends[i]; k++) {
            number = number * 10 + (bytes[k] - '0');
        }
        return number;
    }

    /**
     * Writes the {@link #name} of a word, which is ASCII-folded, or of another name.
     *
     * @param to with room for {@value #MAX_NAME_BYTES} bytes from {@code at}
     * @return how many bytes it has
     */
    int putName(int i, byte[] to, int at) {
        if (kinds[checked(i)] != TokenKind.WORD) {
            byte[] name = nameBytes(i);
            System.arraycopy(name, 0, to, at, name.length);
            return name.length;
        }
        byte[] bytes = sql.bytes();
        int start = starts[i];
        int length = Utf8.clip(bytes, start, ends[i], MAX_NAME_BYTES);
        for (int k = 0; k < length; k++) {
            to[at + k] = Ascii.fold(bytes[start + k]);
        }
        return length;
    }

    byte[] nameBytes(int i) {
        byte[] bytes = sql.bytes();
        int start = start(i);
        int end = ends[i];
        byte[] name = switch (kind(i)) {
            case WORD -> folded(bytes, start, end);
            case QUOTED_IDENTIFIER -> unquoted(bytes, start + 1, end - 1);
            case UNICODE_IDENTIFIER ->
                unescaped(unquoted(bytes, start + 3, end), escapes.getOrDefault(i, UnicodeEscapes.DEFAULT), start);
            case INTEGER,
                    NUMERIC,
                    STRING,
                    ESCAPE_STRING,
                    UNICODE_STRING,
                    NATIONAL_STRING,
                    BIT_STRING,
                    HEX_STRING,
                    DOLLAR_STRING,
                    PARAMETER,
                    OPERATOR,
                    TYPECAST,
                    DOT_DOT,
                    COLON_EQUALS,
                    EQUALS_GREATER,
                    SELF -> throw new IllegalArgumentException("token " + i + " is " + kind(i) + ", not a name");
        };
        int clipped = Utf8.clip(name, 0, name.length, MAX_NAME_BYTES);
        return clipped == name.length ? name : Arrays.copyOf(name, clipped);
    }

    private static byte[] folded(byte[] bytes, int start, int end) {
        byte[] name = Arrays.copyOfRange(bytes, start, end);
        for (int k = 0; k < name.length; k++) {
            name[k] = Ascii.fold(name[k]);
        }
        return name;
    }

    /** Undoes doubled double quotes; stops at a single one, or at the end. */
    static byte[] unquoted(byte[] bytes, int start, int end) {
        byte[] name = new byte[end - start];
        int length = 0;
        int k = start;
        while (k < end) {
            if (bytes[k] == '"' && (k + 1 == end || bytes[++k] != '"')) {
                break;
            }
            name[length++] = bytes[k++];
        }
        return Arrays.copyOf(name, length);
    }

    private static byte[] unescaped(byte[] content, byte escape, int position) {
        try {
            return UnicodeEscapes.decode(content, escape, position);
        } catch (LexicalError e) {
            throw new IllegalStateException("the lexer let an invalid Unicode identifier pass", e);
        }
    }

    private int checked(int i) {
        return Objects.checkIndex(i, count);
    }

    /** Without the text: only how many tokens and constants there are. */
    @Override
    public String toString() {
        return "Tokens[" + count + " tokens, " + slotTokens.length + " constants]";
    }

    /** Grows flat arrays; used by one lexer run and then dropped. */
    static final class Builder {

        /** Usually a token takes up four bytes or more. */
        private static final int USUAL_TOKEN_BYTES = 4;

        private static final int MAX_INITIAL = 256;

        /** Entries that are kept rather than the arrays copied. */
        private static final int MAX_UNUSED = 64;

        private final int maxTokens;
        private TokenKind[] kinds;
        private int[] starts;
        private int[] ends;
        private int[] slotTokens = new int[16];
        private int count;
        private int slotCount;
        private Map<Integer, Byte> escapes = Map.of();

        Builder(int maxTokens, int bytes) {
            this.maxTokens = maxTokens;
            int capacity = Math.min(bytes / USUAL_TOKEN_BYTES + 8, MAX_INITIAL);
            kinds = new TokenKind[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void add(TokenKind kind, int start, int end) throws LexicalError {
            if (count == maxTokens) {
                throw LexicalError.limit(start, "statement has more than " + maxTokens + " tokens");
            }
            if (count == kinds.length) {
                int capacity = count * 2;
                kinds = Arrays.copyOf(kinds, capacity);
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
            kinds[count] = kind;
            starts[count] = start;
            ends[count] = end;
            if (kind.isConstant()) {
                if (slotCount == slotTokens.length) {
                    slotTokens = Arrays.copyOf(slotTokens, slotCount * 2);
                }
                slotTokens[slotCount++] = count;
            }
            count++;
        }

        /** The token added next has a UESCAPE clause. */
        void nextHasEscape(byte escape) {
            if (escapes.isEmpty()) {
                escapes = new HashMap<>();
            }
            escapes.put(count, escape);
        }

        Tokens build(SqlText sql) {
            return new Tokens(sql, this);
        }
    }
}
