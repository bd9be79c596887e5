package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The query string held no statement; stands for CommandComplete. */
public record EmptyQueryResponse() implements BackendMessage {

    static EmptyQueryResponse decode(ByteBuf body) {
        new BodyReader("EmptyQueryResponse", body).end();
        return new EmptyQueryResponse();
    }

    @Override
    public BackendType backendType() {
        return BackendType.EMPTY_QUERY_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.empty(out, backendType());
    }
}
