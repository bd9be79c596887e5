package io.postern.pgwire;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A row, opaque.
 *
 * @param columns the body as on the wire
 */
public record DataRow(Bytes columns) implements BackendMessage {

    /**
     * A row of values in text format, null for SQL's NULL.
     *
     * @throws IllegalArgumentException if there are more than 65,535 values
     */
    public static DataRow text(List<@Nullable String> values) {
        if (values.size() > 0xFFFF) {
            throw new IllegalArgumentException(values.size() + " columns, at most 65535 fit");
        }
        ByteBuf columns = Unpooled.buffer();
        columns.writeShort(values.size());
        for (String value : values) {
            if (value == null) {
                columns.writeInt(-1);
            } else {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                columns.writeInt(bytes.length).writeBytes(bytes);
            }
        }
        DataRow row = decode(columns);
        columns.release();
        return row;
    }

    /**
     * The columns, one value each.
     *
     * @throws ProtocolViolation if the body is not a row
     */
    public List<BindValue> values() {
        BodyReader reader = new BodyReader("DataRow", Unpooled.wrappedBuffer(columns.toByteArray()));
        List<BindValue> values = reader.values("columns", 0);
        reader.end();
        return values;
    }

    static DataRow decode(ByteBuf body) {
        return new DataRow(new BodyReader("DataRow", body).rest());
    }

    @Override
    public BackendType backendType() {
        return BackendType.DATA_ROW;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.bytes(columns));
    }
}
