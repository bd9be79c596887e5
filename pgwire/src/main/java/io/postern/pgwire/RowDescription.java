package io.postern.pgwire;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/** The columns of the rows to come. */
public record RowDescription(List<FieldDescription> fields) implements BackendMessage {

    public RowDescription {
        fields = List.copyOf(fields);
    }

    static RowDescription decode(ByteBuf body) {
        BodyReader reader = new BodyReader("RowDescription", body);
        int count = reader.count16("columns", FieldDescription.MIN_BYTES);
        List<FieldDescription> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(FieldDescription.decode(reader));
        }
        reader.end();
        return new RowDescription(fields);
    }

    @Override
    public BackendType backendType() {
        return BackendType.ROW_DESCRIPTION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> {
            body.count16(fields);
            fields.forEach(field -> field.encode(body));
        });
    }
}
