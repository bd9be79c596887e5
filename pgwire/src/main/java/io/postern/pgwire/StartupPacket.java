package io.postern.pgwire;

import io.netty.buffer.ByteBuf;

/** What a client may send before the session has started; these packets have a length but no type byte. */
public sealed interface StartupPacket permits StartupMessage, SSLRequest, GSSENCRequest, CancelRequest {

    /**
     * Appends the whole packet, length included.
     *
     * @throws IllegalArgumentException if a value does not fit the format; nothing is appended then
     */
    void encode(ByteBuf out);

    /**
     * Decodes a body, which is left as it is.
     *
     * @param body everything after the length
     * @throws ProtocolViolation if the body is not exactly such a packet, or one of another major version than 3
     */
    static StartupPacket decode(ByteBuf body) {
        BodyReader reader = new BodyReader("startup packet", body);
        int code = reader.int32("version");
        return switch (code) {
            case CancelRequest.CODE -> CancelRequest.decode(reader);
            case SSLRequest.CODE -> SSLRequest.decode(reader);
            case GSSENCRequest.CODE -> GSSENCRequest.decode(reader);
            default -> StartupMessage.decode(code, reader);
        };
    }
}
