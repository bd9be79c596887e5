package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks whether the server speaks TLS; answered by one byte, S or N. */
public record SSLRequest() implements StartupPacket {

    static final int CODE = 1234 << 16 | 5679;

    static SSLRequest decode(BodyReader reader) {
        reader.end();
        return new SSLRequest();
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.untyped(out, body -> body.int32(CODE));
    }
}
