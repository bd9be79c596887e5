package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks for what the server still holds back. */
public record Flush() implements FrontendMessage {

    static Flush decode(ByteBuf body) {
        new BodyReader("Flush", body).end();
        return new Flush();
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.FLUSH;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, frontendType());
    }
}
