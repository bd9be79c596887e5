package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The client leaves. */
public record Terminate() implements FrontendMessage {

    static Terminate decode(ByteBuf body) {
        new BodyReader("Terminate", body).end();
        return new Terminate();
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.TERMINATE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, frontendType());
    }
}
