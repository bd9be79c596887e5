package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The fast-path call of a function by OID; recognised, but its body is not looked into. */
public record FunctionCall(Bytes call) implements FrontendMessage {

    static FunctionCall decode(ByteBuf body) {
        return new FunctionCall(new BodyReader("FunctionCall", body).rest());
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.FUNCTION_CALL;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.bytes(call));
    }
}
