package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/** A COPY stream follows. */
public record CopyOutResponse(Format overall, List<Format> columns) implements BackendMessage {

    public CopyOutResponse {
        columns = List.copyOf(columns);
    }

    static CopyOutResponse decode(ByteBuf body) {
        BodyReader reader = new BodyReader("CopyOutResponse", body);
        CopyFormats formats = CopyFormats.decode(reader);
        return new CopyOutResponse(formats.overall(), formats.columns());
    }

    @Override
    public BackendType backendType() {
        return BackendType.COPY_OUT_RESPONSE;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> new CopyFormats(overall, columns).encode(body));
    }
}
