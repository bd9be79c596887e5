package io.postern.pgwire.sql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** SQL as the client wrote it: well-formed UTF-8 without zero bytes, immutable, compared by content. */
public final class SqlText {

    private final byte[] bytes;

    private SqlText(byte[] owned) {
        this.bytes = owned;
    }

    /**
     * Copies and checks the bytes.
     *
     * @throws InvalidSqlText if they are not well-formed UTF-8 or hold a zero byte
     */
    public static SqlText of(byte[] bytes) {
        return checked(bytes.clone());
    }

    /**
     * @throws InvalidSqlText if the text has an unpaired surrogate or a NUL character
     */
    public static SqlText of(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return checked(bytes);
        } catch (CharacterCodingException e) {
            throw new InvalidSqlText("SQL text has an unpaired surrogate");
        }
    }

    static SqlText checked(byte[] owned) {
        int invalid = Utf8.firstInvalid(owned);
        if (invalid >= 0) {
            throw new InvalidSqlText("SQL text is not valid UTF-8 at byte " + invalid);
        }
        for (int i = 0; i < owned.length; i++) {
            if (owned[i] == 0) {
                throw new InvalidSqlText("SQL text has a zero byte at byte " + i);
            }
        }
        return new SqlText(owned);
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    public String asString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The array itself; nobody in this package writes to it. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SqlText that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Only the length; the text itself may hold personal data. */
    @Override
    public String toString() {
        return "SqlText[" + bytes.length + " bytes]";
    }
}
