package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks to cancel what a session runs; sent on a connection of its own. */
public record CancelRequest(int processId, SecretKey key) implements StartupPacket {

    static final int CODE = 1234 << 16 | 5678;

    static CancelRequest decode(BodyReader reader) {
        int processId = reader.int32("process id");
        return new CancelRequest(processId, SecretKey.decode(reader));
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.untyped(out, body -> body.int32(CODE).int32(processId).key(key));
    }
}
