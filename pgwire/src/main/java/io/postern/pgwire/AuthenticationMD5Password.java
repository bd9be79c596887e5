package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/**
 * Asks for a password hashed with MD5.
 *
 * @param salt 4 bytes
 */
public record AuthenticationMD5Password(Bytes salt) implements BackendMessage {

    static final int CODE = 5;

    private static final int SALT_BYTES = 4;

    public AuthenticationMD5Password {
        if (salt.length() != SALT_BYTES) {
            throw new IllegalArgumentException("an MD5 salt has 4 bytes, got " + salt.length());
        }
    }

    static AuthenticationMD5Password decode(BodyReader reader) {
        Bytes salt = reader.bytes("salt", SALT_BYTES);
        reader.end();
        return new AuthenticationMD5Password(salt);
    }

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> body.int32(CODE).bytes(salt));
    }
}
