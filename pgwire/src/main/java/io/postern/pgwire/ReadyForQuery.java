package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The server is ready for the next query or pipeline. */
public record ReadyForQuery(TransactionStatus status) implements BackendMessage {

    static ReadyForQuery decode(ByteBuf body) {
        BodyReader reader = new BodyReader("ReadyForQuery", body);
        TransactionStatus status = TransactionStatus.decode(reader);
        reader.end();
        return new ReadyForQuery(status);
    }

    @Override
    public BackendType backendType() {
        return BackendType.READY_FOR_QUERY;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int8(status.code()));
    }
}
