package io.postern.pgwire;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

/** Cuts a byte stream into messages that have a type byte; holds no state between calls. */
public final class FrameReader {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final int maxBody;

    /**
     * @param maxBody most bytes after the length
     */
    public FrameReader(int maxBody) {
        if (maxBody < 0) {
            throw new IllegalArgumentException("maxBody must not be negative");
        }
        this.maxBody = maxBody;
    }

    /**
     * Takes the next message off the buffer, or nothing and returns null if it is not whole yet. The length is checked as soon as the
     * header is there.
     *
     * @return a frame that the caller owns; its body is a retained slice of {@code in}
     * @throws ProtocolViolation if the length is below 4 or the body above the limit; nothing is taken off then
     */
    public @Nullable Frame next(ByteBuf in) {
        if (in.readableBytes() < HEADER_BYTES) {
            return null;
        }
        int start = in.readerIndex();
        int length = in.getInt(start + 1);
        if (length < Integer.BYTES) {
            throw new ProtocolViolation("message length", "at least 4", Integer.toString(length));
        }
        int bodyLength = length - Integer.BYTES;
        if (bodyLength > maxBody) {
            throw new ProtocolViolation("message body", "at most " + maxBody + " bytes", Integer.toString(bodyLength));
        }
        if (in.readableBytes() - HEADER_BYTES < bodyLength) {
            return null;
        }
        byte type = in.getByte(start);
        in.skipBytes(HEADER_BYTES);
        return new Frame(type, in.readRetainedSlice(bodyLength));
    }
}
