package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** What was described returns no rows. */
public record NoData() implements BackendMessage {

    static NoData decode(ByteBuf body) {
        new BodyReader("NoData", body).end();
        return new NoData();
    }

    @Override
    public BackendType backendType() {
        return BackendType.NO_DATA;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
