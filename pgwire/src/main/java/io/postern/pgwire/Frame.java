package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/**
 * One message as framed, not looked into.
 *
 * <p>A frame has exactly one owner, who passes it on or calls {@link #release()} once. Decoding {@link #body()} changes nothing of
 * this.
 *
 * @param type first byte of the message, of no known type necessarily
 * @param body everything after the length, one reference held
 */
public record Frame(byte type, ByteBuf body) {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** Bytes on the wire, type and length included. */
    public int length() {
        return HEADER_BYTES + body.readableBytes();
    }

    /** Appends a copy of the whole message; the frame is still its owner's. */
    public void encode(ByteBuf out) {
        out.ensureWritable(length());
        out.writeByte(type).writeInt(Integer.BYTES + body.readableBytes());
        out.writeBytes(body, body.readerIndex(), body.readableBytes());
    }

    /** Gives up the body. */
    public void release() {
        body.release();
    }

    /** Without the body. */
    @Override
    public String toString() {
        int code = type & 0xFF;
        String shown = code > ' ' && code < 0x7F ? "'" + (char) code + "'" : Integer.toString(code);
        return "Frame[" + shown + ", " + body.readableBytes() + " bytes]";
    }
}
