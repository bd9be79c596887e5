package io.postern.proxy.adapter.netty;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.FrontendMessage;

/** Messages to buffers. The caller owns what is returned. */
final class Messages {

    private Messages() {}

    static ByteBuf encode(ByteBufAllocator allocator, FrontendMessage message) {
        return encode(allocator, message::encode);
    }

    static ByteBuf encode(ByteBufAllocator allocator, BackendMessage message) {
        return encode(allocator, message::encode);
    }

    static ByteBuf encode(ByteBufAllocator allocator, Consumer<ByteBuf> encoder) {
        ByteBuf buffer = allocator.buffer();
        try {
            encoder.accept(buffer);
            return buffer;
        } catch (RuntimeException e) {
            buffer.release();
            throw e;
        }
    }
}
