package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A SASL challenge. */
public record AuthenticationSASLContinue(Bytes data) implements BackendMessage {

    static final int CODE = 11;

    static AuthenticationSASLContinue decode(BodyReader reader) {
        return new AuthenticationSASLContinue(reader.rest());
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
