package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A Close succeeded. */
public record CloseComplete() implements BackendMessage {

    static CloseComplete decode(ByteBuf body) {
        new BodyReader("CloseComplete", body).end();
        return new CloseComplete();
    }

    @Override
    public BackendType backendType() {
        return BackendType.CLOSE_COMPLETE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
