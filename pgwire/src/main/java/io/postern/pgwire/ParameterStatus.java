package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** A setting that clients need to know, at start and whenever it changes. */
public record ParameterStatus(String name, String value) implements BackendMessage {

    static ParameterStatus decode(ByteBuf body) {
        BodyReader reader = new BodyReader("ParameterStatus", body);
        String name = reader.string("name");
        String value = reader.string("value");
        reader.end();
        return new ParameterStatus(name, value);
    }

    @Override
    public BackendType backendType() {
        return BackendType.PARAMETER_STATUS;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.string(name).string(value));
    }
}
