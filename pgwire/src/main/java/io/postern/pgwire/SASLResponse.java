package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A further step of a SASL exchange. */
public record SASLResponse(Bytes data) implements FrontendMessage {

    static SASLResponse decode(ByteBuf body) {
        return new SASLResponse(new BodyReader("SASLResponse", body).rest());
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.bytes(data));
    }
}
