package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** What a FunctionCall returned. */
public record FunctionCallResponse(BindValue value) implements BackendMessage {

    static FunctionCallResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("FunctionCallResponse", body);
        BindValue value = reader.value("value");
        reader.end();
        return new FunctionCallResponse(value);
    }

    @Override
    public BackendType backendType() {
        return BackendType.FUNCTION_CALL_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.value(value));
    }
}
