package io.postern.pgwire;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;

/**
 * Chooses a SASL mechanism.
 *
 * @param data the initial response, null if the mechanism has none
 */
public record SASLInitialResponse(
        String mechanism, @Nullable Bytes data) implements FrontendMessage {

    static SASLInitialResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("SASLInitialResponse", body);
        String mechanism = reader.string("mechanism");
        Bytes data = reader.value("data").bytes();
        reader.end();
        return new SASLInitialResponse(mechanism, data);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.string(mechanism).value(new BindValue(data)));
    }
}
