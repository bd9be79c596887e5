package io.postern.pgwire;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * Makes a portal from a statement and its parameters.
 *
 * @param portal its name, empty for the unnamed one
 * @param statement a prepared statement's name, empty for the unnamed one
 * @param parameterFormats none (all text), one for all, or one per value
 * @param resultFormats none (all text), one for all, or one per column
 */
public record Bind(
        String portal,
        String statement,
        List<Format> parameterFormats,
        List<BindValue> values,
        List<Format> resultFormats)
        implements FrontendMessage {

    public Bind {
        parameterFormats = List.copyOf(parameterFormats);
        values = List.copyOf(values);
        resultFormats = List.copyOf(resultFormats);
        if (parameterFormats.size() > 1 && parameterFormats.size() != values.size()) {
            throw new IllegalArgumentException("parameter formats are none, one or one per value");
        }
    }

    static Bind decode(ByteBuf body) {
        BodyReader reader = new BodyReader("Bind", body);
        String portal = reader.string("portal");
        String statement = reader.string("statement");
        List<Format> parameterFormats = reader.formats("parameter formats");
        int count = reader.count16("values", Integer.BYTES);
        if (parameterFormats.size() > 1 && parameterFormats.size() != count) {
            throw reader.violation(
                    "no, one or " + count + " parameter formats", Integer.toString(parameterFormats.size()));
        }
        List<BindValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.value("values"));
        }
        List<Format> resultFormats = reader.formats("result formats");
        reader.end();
        return new Bind(portal, statement, parameterFormats, values, resultFormats);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.BIND;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, frontendType(), body -> {
            body.string(portal).string(statement).formats(parameterFormats).count16(values);
            values.forEach(body::value);
            body.formats(resultFormats);
        });
    }
}
