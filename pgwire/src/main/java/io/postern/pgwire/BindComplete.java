package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A Bind succeeded. */
public record BindComplete() implements BackendMessage {

    static BindComplete decode(ByteBuf body) {
        new BodyReader("BindComplete", body).end();
        return new BindComplete();
    }

    @Override
    public BackendType backendType() {
        return BackendType.BIND_COMPLETE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
