package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * The server does not speak the minor version or protocol options asked for.
 *
 * @param minor the newest it speaks; servers before version 18 put the major version in the upper 16 bits
 * @param options names that start with {@code _pq_.} and were not understood
 */
public record NegotiateProtocolVersion(int minor, List<String> options) implements BackendMessage {

    public NegotiateProtocolVersion {
        options = List.copyOf(options);
    }

    static NegotiateProtocolVersion decode(ByteBuf body) {
        BodyReader reader = new BodyReader("NegotiateProtocolVersion", body);
        int minor = reader.int32("minor version");
        List<String> options = reader.strings("options", reader.count32("options", 1));
        reader.end();
        return new NegotiateProtocolVersion(minor, options);
    }

    @Override
    public BackendType backendType() {
        return BackendType.NEGOTIATE_PROTOCOL_VERSION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> {
            body.int32(minor).int32(options.size());
            options.forEach(body::string);
        });
    }
}
