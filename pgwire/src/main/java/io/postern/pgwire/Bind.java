package io.postern.pgwire;

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
        List<BindValue> values = reader.values("values", parameterFormats.size());
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
        MessageWriter.write(
                out,
                frontendType(),
                body -> body.string(portal)
                        .string(statement)
                        .formats(parameterFormats)
                        .values(values)
                        .formats(resultFormats));
    }
}
