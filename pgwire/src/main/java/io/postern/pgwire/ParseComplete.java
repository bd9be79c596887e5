package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A Parse succeeded. */
public record ParseComplete() implements BackendMessage {

    static ParseComplete decode(ByteBuf body) {
        new BodyReader("ParseComplete", body).end();
        return new ParseComplete();
    }

    @Override
    public BackendType backendType() {
        return BackendType.PARSE_COMPLETE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
