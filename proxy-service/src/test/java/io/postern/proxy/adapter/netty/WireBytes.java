package io.postern.proxy.adapter.netty;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.StartupPacket;

/** Messages as bytes. */
final class WireBytes {

    private WireBytes() {}

    static byte[] of(StartupPacket packet) {
        return of(packet::encode);
    }

    static byte[] of(FrontendMessage message) {
        return of(message::encode);
    }

    static byte[] of(BackendMessage message) {
        return of(message::encode);
    }

    private static byte[] of(Consumer<ByteBuf> encode) {
        ByteBuf out = Unpooled.buffer();
        encode.accept(out);
        byte[] bytes = ByteBufUtil.getBytes(out);
        out.release();
        return bytes;
    }
}
