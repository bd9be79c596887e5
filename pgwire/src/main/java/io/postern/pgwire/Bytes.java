package io.postern.pgwire;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/** Immutable bytes, compared by content and never printed. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] owned) {
        this.bytes = owned;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    static Bytes copyOf(ByteBuf source, int index, int length) {
        byte[] bytes = new byte[length];
        source.getBytes(index, bytes);
        return new Bytes(bytes);
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
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "<" + bytes.length + " bytes>";
    }
}
