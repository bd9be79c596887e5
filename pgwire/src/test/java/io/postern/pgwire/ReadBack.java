package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What was decoded says all that the bytes said, or nothing was decoded. */
final class ReadBack {

    private ReadBack() {}

    /** Asserts that a body that can be decoded is what its message encodes to; false if it cannot be decoded. */
    static boolean isReadExactly(byte[] body, Function<ByteBuf, Object> decode) {
        Object decoded;
        try {
            decoded = decode.apply(Unpooled.wrappedBuffer(body));
        } catch (ProtocolViolation e) {
            return false;
        }
        byte[] again = Wire.written(out -> encode(decoded, out));
        byte[] bodyAgain = Arrays.copyOfRange(again, decoded instanceof StartupPacket ? 4 : 5, again.length);
        assertThat(bodyAgain).as("%s", decoded).isEqualTo(body);
        assertThat(decoded.toString()).isNotEmpty();
        return true;
    }

    private static void encode(Object message, ByteBuf out) {
        if (message instanceof FrontendMessage frontend) {
            frontend.encode(out);
        } else if (message instanceof BackendMessage backend) {
            backend.encode(out);
        } else {
            ((StartupPacket) message).encode(out);
        }
    }
}
