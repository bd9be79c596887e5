package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Ends an extended-protocol pipeline; answered by one ReadyForQuery. */
public record Sync() implements FrontendMessage {

    static Sync decode(ByteBuf body) {
        new BodyReader("Sync", body).end();
        return new Sync();
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.SYNC;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, frontendType());
    }
}
