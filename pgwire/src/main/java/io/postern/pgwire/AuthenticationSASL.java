package io.postern.pgwire;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * Asks for SASL authentication.
 *
 * @param mechanisms in the server's order of preference, at least one, none of them empty
 */
public record AuthenticationSASL(List<String> mechanisms) implements BackendMessage {

    static final int CODE = 10;

    public AuthenticationSASL {
        mechanisms = List.copyOf(mechanisms);
        if (mechanisms.isEmpty() || mechanisms.contains("")) {
            throw new IllegalArgumentException("SASL needs mechanisms with names");
        }
    }

    static AuthenticationSASL decode(BodyReader reader) {
        List<String> mechanisms = new ArrayList<>();
        String mechanism = reader.string("mechanisms");
        while (!mechanism.isEmpty()) {
            mechanisms.add(mechanism);
            mechanism = reader.string("mechanisms");
        }
        if (mechanisms.isEmpty()) {
            throw reader.violation("a SASL mechanism", "none");
        }
        reader.end();
        return new AuthenticationSASL(mechanisms);
    }

    @Override
    public BackendType backendType() {
        return BackendType.AUTHENTICATION;
    }

    @Override
    public void encode(ByteBuf out) {
        MessageWriter.write(out, backendType(), body -> {
            body.int32(CODE);
            mechanisms.forEach(body::string);
            body.int8(0);
        });
    }
}
