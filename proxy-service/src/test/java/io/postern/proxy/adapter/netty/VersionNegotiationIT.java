package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.netty.buffer.Unpooled;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.StartupMessage;
import io.postern.testkit.PostgresFixture;

/** What a server of PostgreSQL 17, which speaks 3.0 only, answers to newer clients. */
class VersionNegotiationIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.shared();

    @Test
    void theServerNamesItsNewestVersionInFull() throws IOException {
        assertThat(firstAnswer(2, Map.of())).isEqualTo(new NegotiateProtocolVersion(0, List.of()));
    }

    @Test
    void theServerNamesOptionsThatItDoesNotKnow() throws IOException {
        assertThat(firstAnswer(0, Map.of("_pq_.novelty", "on")))
                .isEqualTo(new NegotiateProtocolVersion(0, List.of("_pq_.novelty")));
    }

    @Test
    void theServerNegotiatesNothingWithAClientThatAsksForNothing() throws IOException {
        assertThat(firstAnswer(0, Map.of())).isInstanceOf(AuthenticationSASL.class);
    }

    private static BackendMessage firstAnswer(int minorVersion, Map<String, String> options) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>(options);
        parameters.put("user", POSTGRES.superuser());
        try (Socket socket = new Socket(POSTGRES.host(), POSTGRES.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(WireBytes.of(new StartupMessage(3, minorVersion, parameters)));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            BackendType type = BackendType.of(in.readByte());
            assertThat(type).isNotNull();
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            return BackendMessage.decode(type == null ? BackendType.NO_DATA : type, Unpooled.wrappedBuffer(body));
        }
    }
}
