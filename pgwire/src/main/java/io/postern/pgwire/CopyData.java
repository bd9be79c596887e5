package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A piece of a COPY stream, in either direction; where pieces end means nothing. */
public record CopyData(Bytes data) implements FrontendMessage, BackendMessage {

    static CopyData decode(ByteBuf body) {
        return new CopyData(new BodyReader("CopyData", body).rest());
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.COPY_DATA;
    }

    @Override
    public BackendType backendType() {
        return BackendType.COPY_DATA;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.bytes(data));
    }
}
