package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * The fast-path call of a function, with no SQL around it.
 *
 * @param function its OID
 * @param argumentFormats none (all text), one for all, or one per argument
 */
public record FunctionCall(long function, List<Format> argumentFormats, List<BindValue> arguments, Format resultFormat)
        implements FrontendMessage {

    public FunctionCall {
        argumentFormats = List.copyOf(argumentFormats);
        arguments = List.copyOf(arguments);
        if (argumentFormats.size() > 1 && argumentFormats.size() != arguments.size()) {
            throw new IllegalArgumentException("argument formats are none, one or one per argument");
        }
    }

    static FunctionCall decode(ByteBuf body) {
        BodyReader reader = new BodyReader("FunctionCall", body);
        long function = reader.oid("function");
        List<Format> argumentFormats = reader.formats("argument formats");
        List<BindValue> arguments = reader.values("arguments", argumentFormats.size());
        Format resultFormat = reader.format("result format");
        reader.end();
        return new FunctionCall(function, argumentFormats, arguments, resultFormat);
    }

    @Override
    public FrontendType frontendType() {
        return FrontendType.FUNCTION_CALL;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(
                out,
                frontendType(),
                body -> body.oid(function)
                        .formats(argumentFormats)
                        .values(arguments)
                        .int16(resultFormat.code()));
    }
}
