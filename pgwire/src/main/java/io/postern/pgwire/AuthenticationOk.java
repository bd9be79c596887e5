package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The client is authenticated. */
public record AuthenticationOk() implements BackendMessage {

    static final int CODE = 0;

    static AuthenticationOk decode(BodyReader reader) {
        reader.end();
        return new AuthenticationOk();
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
