package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** Closes a statement or a portal; naming none that exists is no error. */
public record Close(Target target, String name) implements FrontendMessage {

    static Close decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Close", body);
        Target target = Target.decode(reader);
        String name = reader.string("name");
        reader.end();
        return new Close(target, name);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.CLOSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(
                out, frontendType(), body -> body.int8(target.code()).string(name));
    }
}
