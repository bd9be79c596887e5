package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A password, or here a token; never printed. */
public record PasswordMessage(String password) implements FrontendMessage {

    static PasswordMessage decode(ByteBuf body) {
        BodyReader reader = new BodyReader("PasswordMessage", body);
        String password = reader.string("password");
        reader.end();
        return new PasswordMessage(password);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> body.string(password));
    }

    @Override
    public String toString() {
        return "PasswordMessage[<redacted>]";
    }
}
