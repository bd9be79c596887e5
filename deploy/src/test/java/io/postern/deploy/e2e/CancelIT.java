package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.RawAnswers.query;
import static io.postern.deploy.e2e.RawAnswers.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.commands.session.CancelRequested;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.SecretKey;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventMetas;
import io.postern.schemas.Topics;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Cancelling over two proxies behind one address: the request reaches the one or the other. */
class CancelIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static ProxyProcess other;

    @BeforeAll
    static void startTheOtherProxy() throws IOException {
        other = ProxyProcess.start(GATE, ProxyProcess.Settings.of(GATE, ""));
    }

    @AfterAll
    static void stopTheOtherProxy() {
        other.close();
    }

    @Test
    void aRequestThatReachesTheOtherProxyStopsTheStatement() throws Exception {
        try (ProductsLock lock = new ProductsLock(GATE);
                RawClient client = RawClient.loggedIn(GATE, "far-agent", "agents")) {
            client.send(query(ProductsLock.READ));
            lock.awaitReaders(1);

            send(other.port(), client.cancelRequest());

            assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("57014");
        }
    }

    @Test
    void longKeysWorkAcrossProxiesInBothDirections() throws Exception {
        try (ProductsLock lock = new ProductsLock(GATE);
                RawClient client = new RawClient(other.port())) {
            client.logIn(GATE, "modern-agent", "agents", 2);
            assertThat(client.cancelRequest().key().length()).isEqualTo(32);
            client.send(query(ProductsLock.READ));
            lock.awaitReaders(1);

            send(GATE.port(), client.cancelRequest());

            assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("57014");
        }
    }

    @Test
    void aRequestInsideTlsWorksToo() throws Exception {
        for (int port : List.of(GATE.port(), other.port())) {
            try (ProductsLock lock = new ProductsLock(GATE);
                    RawClient client = RawClient.loggedIn(GATE, "careful-agent", "agents")) {
                client.send(query(ProductsLock.READ));
                lock.awaitReaders(1);

                sendInsideTls(port, client.cancelRequest());

                assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY)))
                        .isEqualTo("57014");
            }
        }
    }

    @Test
    void aParkedStatementIsCancelledThroughTheOtherProxyAndItsRequestWithdrawn() throws Exception {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        try (RawClient client = RawClient.loggedIn(GATE, "parked-agent", "agents")) {
            client.send(query("DELETE FROM orders WHERE id = 12"));
            client.readUntil(BackendType.NOTICE_RESPONSE);
            String id = approver.pendingApproval();

            send(other.port(), client.cancelRequest());

            assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("57014");
            approver.awaitApproval(id, "WITHDRAWN");
        }
    }

    @Test
    void neitherGuessesNorForgedCommandsCancelAnything() throws Exception {
        try (ProductsLock lock = new ProductsLock(GATE);
                RawClient client = RawClient.loggedIn(GATE, "guessed-agent", "agents")) {
            client.send(query(ProductsLock.READ));
            lock.awaitReaders(1);
            CancelRequest right = client.cancelRequest();
            byte[] wrong = right.key().toByteArray();
            wrong[3] ^= 1;

            send(GATE.port(), new CancelRequest(right.processId(), SecretKey.of(wrong)));
            send(other.port(), new CancelRequest(right.processId(), SecretKey.of(wrong)));
            send(GATE.port(), new CancelRequest(right.processId() ^ 1, right.key()));
            publishForged(right.processId());

            lock.release();
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.DATA_ROW)
                    .doesNotContain(BackendType.ERROR_RESPONSE);
        }
    }

    @Test
    void aKeyOfASessionThatHasEndedCancelsNobody() throws Exception {
        CancelRequest old;
        try (RawClient gone = RawClient.loggedIn(GATE, "gone-agent", "agents")) {
            old = gone.cancelRequest();
        }
        try (ProductsLock lock = new ProductsLock(GATE);
                RawClient client = RawClient.loggedIn(GATE, "next-agent", "agents")) {
            client.send(query(ProductsLock.READ));
            lock.awaitReaders(1);

            send(GATE.port(), old);
            send(other.port(), old);

            lock.release();
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.DATA_ROW);
        }
    }

    /** Returns when the proxy has taken note, as libpq does. */
    private static void send(int port, CancelRequest request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(request::encode);
            assertThat(client.readByte()).isEqualTo(-1);
        }
    }

    private static void sendInsideTls(int port, CancelRequest request) throws IOException, GeneralSecurityException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.getOutputStream().write(RawClient.bytes(new SSLRequest()::encode));
            assertThat(plain.getInputStream().read()).isEqualTo('S');
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsEverybody()}, null);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true)) {
                socket.getOutputStream().write(RawClient.bytes(request::encode));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** The proxy that is asked has the session, and nobody proves knowledge of its key. */
    private static void publishForged(int processId) throws Exception {
        String key = Integer.toString(processId);
        CancelRequested forged = CancelRequested.newBuilder()
                .setMeta(new EventMetas("intruder", Clock.systemUTC()).next(key, 0, key, null))
                .setProcessId(processId)
                .setKeyDigest(ByteBuffer.wrap("no digest of the key, but long enough".getBytes(StandardCharsets.UTF_8)))
                .build();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                GATE.kafka().connection().with(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.SESSION_COMMANDS.name(), key, EventCodec.encode(forged)))
                    .get();
        }
    }

    private static final class TrustsEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
