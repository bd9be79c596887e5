package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/**
 * A request for an authentication that is not spoken here.
 *
 * @param data what came with it, at most {@value #MAX_DATA_BYTES} bytes; only AuthenticationGSSContinue brings any
 */
public record AuthenticationUnsupported(Method method, Bytes data) implements BackendMessage {

    /** As long as the server lets a client's token be. */
    static final int MAX_DATA_BYTES = 65_535;

    /** The manual's names without "Authentication"; SCMCredential is of servers before version 9.1. */
    public enum Method {
        KERBEROS_V5(2),
        SCM_CREDENTIAL(6),
        GSS(7),
        GSS_CONTINUE(8),
        SSPI(9);

        private final int code;

        Method(int code) {
            this.code = code;
        }

        private int maxDataBytes() {
            return this == GSS_CONTINUE ? MAX_DATA_BYTES : 0;
        }
    }

    public AuthenticationUnsupported {
        if (data.length() > method.maxDataBytes()) {
            throw new IllegalArgumentException(data.length() + " bytes do not go with " + method);
        }
    }

    static AuthenticationUnsupported decode(int code, BodyReader reader) {
        for (Method method : Method.values()) {
            if (method.code == code) {
                if (reader.remaining() > method.maxDataBytes()) {
                    throw reader.violation(
                            "at most " + method.maxDataBytes() + " bytes of data", reader.remaining() + " bytes");
                }
                return new AuthenticationUnsupported(method, reader.rest());
            }
        }
        throw reader.violation("a code of the protocol", Integer.toString(code));
    }

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(method.code).bytes(data));
    }
}
