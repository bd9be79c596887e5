package io.postern.pgwire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.netty.buffer.ByteBuf;

/**
 * Opens a session.
 *
 * @param majorVersion always 3
 * @param minorVersion 0 to 65,535
 * @param parameters in wire order; no name is empty, none comes twice
 */
public record StartupMessage(int majorVersion, int minorVersion, Map<String, String> parameters)
        implements StartupPacket {

    static final int MAJOR_VERSION = 3;
    static final int MAX_MINOR_VERSION = 0xFFFF;

    public StartupMessage {
        if (majorVersion != MAJOR_VERSION || minorVersion < 0 || minorVersion > MAX_MINOR_VERSION) {
            throw new IllegalArgumentException("no protocol version " + majorVersion + "." + minorVersion);
        }
        if (parameters.containsKey("")) {
            throw new IllegalArgumentException("a parameter without a name");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static StartupMessage decode(int version, BodyReader reader) {
        int major = version >>> 16;
        if (major != MAJOR_VERSION) {
            throw reader.violation("major version " + MAJOR_VERSION, Integer.toString(major));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        String name = reader.string("parameter name");
        while (!name.isEmpty()) {
            if (parameters.put(name, reader.string("parameter value")) != null) {
                throw reader.violation("each parameter once", "one twice");
            }
            name = reader.string("parameter name");
        }
        reader.end();
        return new StartupMessage(major, version & MAX_MINOR_VERSION, parameters);
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.untyped(out, body -> {
            body.int32(majorVersion << 16 | minorVersion);
            parameters.forEach((name, value) -> body.string(name).string(value));
            body.int8(0);
        });
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "StartupMessage[" + majorVersion + "." + minorVersion + ", " + parameters.keySet() + "]";
    }
}
