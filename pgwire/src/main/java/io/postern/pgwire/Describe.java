package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Asks for the parameters and columns of a statement, or the columns of a portal. */
public record Describe(Target target, String name) implements FrontendMessage {

    static Describe decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Describe", body);
        Target target = Target.decode(reader);
        String name = reader.string("name");
        reader.end();
        return new Describe(target, name);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.DESCRIBE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(
                out, frontendType(), body -> body.int8(target.code()).string(name));
    }
}
