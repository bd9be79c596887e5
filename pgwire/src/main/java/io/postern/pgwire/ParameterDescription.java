package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/** The types of a prepared statement's parameters, as OIDs. */
public record ParameterDescription(List<Long> types) implements BackendMessage {

    public ParameterDescription {
        types = List.copyOf(types);
    }

    static ParameterDescription decode(ByteBuf body) {
        BodyReader reader = new BodyReader("ParameterDescription", body);
        List<Long> types = reader.oids("types");
        reader.end();
        return new ParameterDescription(types);
    }

    @Override
    public BackendType backendType() {
        return BackendType.PARAMETER_DESCRIPTION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.oids(types));
    }
}
