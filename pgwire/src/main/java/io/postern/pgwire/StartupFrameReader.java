package io.postern.pgwire;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

/** Cuts the packets before the session has started off a byte stream; holds no state between calls. */
public final class StartupFrameReader {

    /** What PostgreSQL itself accepts. */
    public static final int DEFAULT_MAX_LENGTH = 10_000;

    private static final int MIN_LENGTH = 2 * Integer.BYTES;

    private final int maxLength;

    /**
     * @param maxLength most bytes of a packet, its length field included
     */
    public StartupFrameReader(int maxLength) {
        if (maxLength < MIN_LENGTH) {
            throw new IllegalArgumentException("maxLength must be at least " + MIN_LENGTH);
        }
        this.maxLength = maxLength;
    }

    /**
     * Takes the next packet off the buffer, or nothing and returns null if it is not whole yet. The length is checked as soon as it is
     * there.
     *
     * @return the packet after its length, a retained slice of {@code in} that the caller owns
     * @throws ProtocolViolation if the length is below 8 or above the limit; nothing is taken off then
     */
    public @Nullable ByteBuf next(ByteBuf in) {
        if (in.readableBytes() < Integer.BYTES) {
            return null;
        }
        int length = in.getInt(in.readerIndex());
        if (length < MIN_LENGTH || length > maxLength) {
            throw new ProtocolViolation(
                    "startup packet length", MIN_LENGTH + " to " + maxLength, Integer.toString(length));
        }
        if (in.readableBytes() < length) {
            return null;
        }
        in.skipBytes(Integer.BYTES);
        return in.readRetainedSlice(length - Integer.BYTES);
    }
}
