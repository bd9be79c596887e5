package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/** COPY streams flow both ways: streaming replication. */
public record CopyBothResponse(Format overall, List<Format> columns) implements BackendMessage {

    public CopyBothResponse {
        columns = List.copyOf(columns);
    }

    static CopyBothResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("CopyBothResponse", body);
        CopyFormats formats = CopyFormats.decode(reader);
        return new CopyBothResponse(formats.overall(), formats.columns());
    }

    @Override
    public BackendType backendType() {
        return BackendType.COPY_BOTH_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> new CopyFormats(overall, columns).encode(body));
    }
}
