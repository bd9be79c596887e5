package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** An Execute reached its row limit. */
public record PortalSuspended() implements BackendMessage {

    static PortalSuspended decode(ByteBuf body) {
        new BodyReader("PortalSuspended", body).end();
        return new PortalSuspended();
    }

    @Override
    public BackendType backendType() {
        return BackendType.PORTAL_SUSPENDED;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
