package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** Pooled direct buffers, as a connection has them, released by whoever asks for them here. */
final class Buffers {

    private static final int OFFSET = 7;

    private Buffers() {}

    static ByteBuf empty() {
        return PooledByteBufAllocator.DEFAULT.directBuffer();
    }

    static ByteBuf of(byte[] bytes) {
        return empty().writeBytes(bytes);
    }

    /**
     * Decodes bytes that stand in the middle of a buffer, and asserts that the buffer is as before: indices, bytes, references.
     */
    static <T> T decode(byte[] body, Function<ByteBuf, T> decode) {
        ByteBuf buffer = empty().writeZero(OFFSET).writeBytes(body).writeLong(-1);
        try {
            buffer.setIndex(OFFSET, OFFSET + body.length);
            T decoded;
            try {
                decoded = decode.apply(buffer);
            } finally {
                assertThat(buffer.readerIndex()).isEqualTo(OFFSET);
                assertThat(buffer.writerIndex()).isEqualTo(OFFSET + body.length);
                assertThat(buffer.refCnt()).isEqualTo(1);
            }
            buffer.setZero(0, buffer.capacity());
            return decoded;
        } finally {
            assertThat(buffer.release()).isTrue();
        }
    }
}
