package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The outcome of a SASL exchange. */
public record AuthenticationSASLFinal(Bytes data) implements BackendMessage {

    static final int CODE = 12;

    static AuthenticationSASLFinal decode(BodyReader reader) {
        return new AuthenticationSASLFinal(reader.rest());
    }

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(CODE).bytes(data));
    }
}
