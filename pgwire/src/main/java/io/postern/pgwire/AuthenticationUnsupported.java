package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** An authentication method not spoken here (Kerberos, GSSAPI, SSPI, …); what else its message holds is dropped. */
public record AuthenticationUnsupported(int code) implements BackendMessage {

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(code));
    }
}
