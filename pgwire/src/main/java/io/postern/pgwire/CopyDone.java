package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The end of a COPY stream, in either direction. */
public record CopyDone() implements FrontendMessage, BackendMessage {

    static CopyDone decode(ByteBuf body) {
        new BodyReader("CopyDone", body).end();
        return new CopyDone();
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.COPY_DONE;
    }

    @Override
    public BackendType backendType() {
        return BackendType.COPY_DONE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, frontendType());
    }
}
