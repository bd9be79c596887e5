package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/** The server waits for a COPY stream. */
public record CopyInResponse(Format overall, List<Format> columns) implements BackendMessage {

    public CopyInResponse {
        columns = List.copyOf(columns);
    }

    static CopyInResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("CopyInResponse", body);
        CopyFormats formats = CopyFormats.decode(reader);
        return new CopyInResponse(formats.overall(), formats.columns());
    }

    @Override
    public BackendType backendType() {
        return BackendType.COPY_IN_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> new CopyFormats(overall, columns).encode(body));
    }
}
