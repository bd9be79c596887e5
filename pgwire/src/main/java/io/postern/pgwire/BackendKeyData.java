package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** What a CancelRequest for this session must hold. */
public record BackendKeyData(int processId, SecretKey key) implements BackendMessage {

    static BackendKeyData decode(ByteBuf body) {
        BodyReader reader = new BodyReader("BackendKeyData", body);
        int processId = reader.int32("process id");
        return new BackendKeyData(processId, SecretKey.decode(reader));
    }

    @Override
    public BackendType backendType() {
        return BackendType.BACKEND_KEY_DATA;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(processId).key(key));
    }
}
