package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A step of a GSSAPI or SSPI exchange. */
public record GSSResponse(Bytes data) implements FrontendMessage {

    static GSSResponse decode(ByteBuf body) {
        return new GSSResponse(new BodyReader("GSSResponse", body).rest());
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
