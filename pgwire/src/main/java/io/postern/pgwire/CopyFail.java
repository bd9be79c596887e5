package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** The client gives up a COPY. */
public record CopyFail(String reason) implements FrontendMessage {

    static CopyFail decode(ByteBuf body) {
        BodyReader reader = new BodyReader("CopyFail", body);
        String reason = reader.string("reason");
        reader.end();
        return new CopyFail(reason);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.COPY_FAIL;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.string(reason));
    }

    /** Without the reason, which may quote data. */
    @Override
    public String toString() {
        return "CopyFail[reason=<" + reason.length() + " chars>]";
    }
}
