package io.postern.pgwire;

import java.security.MessageDigest;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/** What a CancelRequest must know: 4 bytes in protocol 3.0, up to 256 from 3.2. Compared in constant time, never printed. */
public final class SecretKey {

    public static final int MIN_BYTES = 4;
    public static final int MAX_BYTES = 256;

    private final byte[] bytes;

    private SecretKey(byte[] owned) {
        this.bytes = owned;
    }

    /**
     * @throws IllegalArgumentException if there are fewer than 4 or more than 256 bytes
     */
    public static SecretKey of(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a secret key has 4 to 256 bytes, got " + bytes.length);
        }
        return new SecretKey(bytes.clone());
    }

    static SecretKey decode(BodyReader reader) {
        if (reader.remaining() < MIN_BYTES || reader.remaining() > MAX_BYTES) {
            throw reader.violation("a secret key of 4 to 256 bytes", reader.remaining() + " bytes");
        }
        return new SecretKey(reader.rest().toByteArray());
    }

    public int length() {
        return bytes.length;
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretKey[" + bytes.length + " bytes]";
    }
}
