package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks for a password in clear text. */
public record AuthenticationCleartextPassword() implements BackendMessage {

    static final int CODE = 3;

    static AuthenticationCleartextPassword decode(BodyReader reader) {
        reader.end();
        return new AuthenticationCleartextPassword();
    }

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(CODE));
    }
}
