package io.postern.pgwire.sql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    private final TokenKind[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final int[] slots;
    private final int[] slotTokens;

    /** Of tokens that end in a UESCAPE clause. */
    private final Map<Integer, Byte> escapes;

    private Tokens(SqlText sql, Builder built) {
        TokenKind[] kinds = Arrays.copyOf(built.kinds, built.count);
        this.sql = sql;
        this.kinds = kinds;
        this.starts = Arrays.copyOf(built.starts, built.count);
        this.ends = Arrays.copyOf(built.ends, built.count);
        this.escapes = Map.copyOf(built.escapes);
        this.slots = new int[kinds.length];
        this.slotTokens = new int[built.slotCount];
        int slot = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i].isConstant()) {
                slotTokens[slot] = i;
                slots[i] = slot++;
            } else {
                slots[i] = -1;
            }
        }
    }

    /** The text these tokens were read from. */
    public SqlText sql() {
        return sql;
    }

    public int count() {
        return kinds.length;
    }

    public TokenKind kind(int i) {
        return kinds[i];
    }

    /** Byte offset of the token's first byte. */
    public int start(int i) {
        return starts[i];
    }

    /** Byte offset after the token's last byte. */
    public int end(int i) {
        return ends[i];
    }

    /** Exactly as spelled. */
    public String text(int i) {
        return new String(sql.bytes(), starts[i], ends[i] - starts[i], StandardCharsets.UTF_8);
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
        int start = starts[i];
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
        return kinds[i] == TokenKind.SELF && sql.bytes()[starts[i]] == self;
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
        return slots[i];
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
        for (int k = starts[i] + 1; k < ends[i]; k++) {
            number = number * 10 + (bytes[k] - '0');
        }
        return number;
    }

    byte[] nameBytes(int i) {
        byte[] bytes = sql.bytes();
        int start = starts[i];
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

    /** Without the text: only how many tokens and constants there are. */
    @Override
    public String toString() {
        return "Tokens[" + kinds.length + " tokens, " + slotTokens.length + " constants]";
    }

    /** Grows flat arrays; used by one lexer run and then dropped. */
    static final class Builder {

        private static final int INITIAL = 64;

        private final int maxTokens;
        private TokenKind[] kinds = new TokenKind[INITIAL];
        private int[] starts = new int[INITIAL];
        private int[] ends = new int[INITIAL];
        private int count;
        private int slotCount;
        private final Map<Integer, Byte> escapes = new HashMap<>();

        Builder(int maxTokens) {
            this.maxTokens = maxTokens;
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
            ends[count++] = end;
            if (kind.isConstant()) {
                slotCount++;
            }
        }

        /** The token added next has a UESCAPE clause. */
        void nextHasEscape(byte escape) {
            escapes.put(count, escape);
        }

        Tokens build(SqlText sql) {
            return new Tokens(sql, this);
        }
    }
}
