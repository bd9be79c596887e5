package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks whether the server speaks GSSAPI encryption; answered by one byte, G or N. */
public record GSSENCRequest() implements StartupPacket {

    static final int CODE = 1234 << 16 | 5680;

    static GSSENCRequest decode(BodyReader reader) {
        reader.end();
        return new GSSENCRequest();
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.untyped(out, body -> body.int32(CODE));
    }
}
