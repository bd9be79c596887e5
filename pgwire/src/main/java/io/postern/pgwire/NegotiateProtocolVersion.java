package io.postern.pgwire;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * The server does not speak the minor version or protocol options asked for. The wire holds the whole version number, major version in
 * the upper 16 bits, although manuals up to version 18 say "minor version"; servers send {@code 0x00030000} for 3.0.
 *
 * @param minorVersion the newest minor version of protocol 3 that the server speaks, or the one asked for if it speaks that; 0 to 65,535
 * @param options names that start with {@code _pq_.} and were not understood
 */
public record NegotiateProtocolVersion(int minorVersion, List<String> options) implements BackendMessage {

    public NegotiateProtocolVersion {
        if (minorVersion < 0 || minorVersion > StartupMessage.MAX_MINOR_VERSION) {
            throw new IllegalArgumentException("no minor protocol version " + minorVersion);
        }
        options = List.copyOf(options);
    }

    static NegotiateProtocolVersion decode(ByteBuf body) {
        BodyReader reader = new BodyReader("NegotiateProtocolVersion", body);
        int version = reader.int32("version");
        int major = version >>> 16;
        if (major != StartupMessage.MAJOR_VERSION) {
            throw reader.violation("major version " + StartupMessage.MAJOR_VERSION, Integer.toString(major));
        }
        List<String> options = reader.strings("options", reader.count32("options", 1));
        reader.end();
        return new NegotiateProtocolVersion(version & StartupMessage.MAX_MINOR_VERSION, options);
    }

    /** Major and minor version in one number, as on the wire. */
    int version() {
        return StartupMessage.MAJOR_VERSION << 16 | minorVersion;
    }

    @Override
    public BackendType backendType() {
        return BackendType.NEGOTIATE_PROTOCOL_VERSION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> {
            body.int32(version()).int32(options.size());
            options.forEach(body::string);
        });
    }
}
