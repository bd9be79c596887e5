package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.deploy.demo.DemoCertificate;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.Query;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.config.DatabaseTls;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestAuthority;
import io.postern.testkit.TestIssuer;

/** TLS on both sides: clients verify the gate, the gate verifies the database. */
class EncryptedIT {

    private static final TestAuthority CA = new TestAuthority("database CA");
    private static final TestAuthority.Issued SERVER = CA.issue("database", "127.0.0.1");
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final Gate GATE = new Gate(
                    KafkaFixture.exclusive(),
                    PostgresFixture.exclusive(
                            Map.of("ssl", "on", "ssl_cert_file", "server.crt", "ssl_key_file", "server.key"),
                            Map.of("server.crt", SERVER.chain(), "server.key", SERVER.key())),
                    TestIssuer.shared())
            .speaking(DatabaseTls.verified(caFile()));

    @Test
    void psqlThatVerifiesTheGateReachesADatabaseThatTheGateVerifies() throws Exception {
        Path output = GATE.directory().resolve("psql.out");
        ProcessBuilder psql = new ProcessBuilder(
                "psql",
                "host=localhost port=" + GATE.port() + " dbname=shop user=tls-agent sslmode=verify-full sslrootcert="
                        + certificate().chain(),
                "-Atc",
                "SELECT email FROM customers WHERE id = 1");
        psql.environment().put("PGPASSWORD", GATE.issuer().token("tls-agent", "agents"));
        Process process =
                psql.redirectErrorStream(true).redirectOutput(output.toFile()).start();

        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("***@");
    }

    @Test
    void aRunningStatementIsCancelledOverTlsBothWays() throws Exception {
        for (boolean direct : new boolean[] {false, true}) {
            try (SSLSocket session = connect(direct)) {
                BackendKeyData key = logIn(session);
                send(session, new Query(SqlText.of("SELECT count(*) FROM generate_series(1, 100000000000)")));
                await().atMost(SOON).until(() -> encryptedSessionsRunning("generate_series") == 1);

                try (SSLSocket cancel = connect(direct)) {
                    send(cancel, new CancelRequest(key.processId(), key.key())::encode);
                }

                assertThat(readUntil(session, BackendType.ERROR_RESPONSE))
                        .isInstanceOfSatisfying(
                                ErrorResponse.class,
                                error -> assertThat(error.sqlState()).isEqualTo("57014"));
            }
        }
    }

    /** Statements of the shop's sessions that hold the text and came to the server encrypted. */
    private static int encryptedSessionsRunning(String text) throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE ssl AND state = 'active'"
                                + " AND pid <> pg_backend_pid() AND query LIKE '%" + text + "%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static BackendKeyData logIn(SSLSocket socket) throws IOException {
        send(socket, new StartupMessage(3, 0, Map.of("user", "cancel-agent", "database", "shop"))::encode);
        readUntil(socket, BackendType.AUTHENTICATION);
        send(socket, new PasswordMessage(GATE.issuer().token("cancel-agent", "agents")));
        BackendKeyData key = (BackendKeyData) readUntil(socket, BackendType.BACKEND_KEY_DATA);
        readUntil(socket, BackendType.READY_FOR_QUERY);
        return key;
    }

    private static SSLSocket connect(boolean direct) throws IOException, GeneralSecurityException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATE.port());
        socket.setSoTimeout((int) SOON.toMillis());
        if (!direct) {
            send(socket, new SSLRequest()::encode);
            assertThat(socket.getInputStream().read()).isEqualTo('S');
        }
        SSLSocket secured =
                (SSLSocket) context().getSocketFactory().createSocket(socket, "localhost", GATE.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"postgresql"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate().chain())) {
            trusted.setCertificateEntry(
                    "gate", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static DemoCertificate certificate() {
        return new DemoCertificate(GATE.directory());
    }

    private static BackendMessage readUntil(Socket socket, BackendType wanted) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            byte code = in.readByte();
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            BackendType type = BackendType.of(code);
            if (type == wanted) {
                return BackendMessage.decode(type, Unpooled.wrappedBuffer(body));
            }
            if (type == BackendType.ERROR_RESPONSE) {
                throw new IOException(new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(Socket socket, FrontendMessage message) throws IOException {
        send(socket, message::encode);
    }

    private static void send(Socket socket, Consumer<ByteBuf> encoder) throws IOException {
        ByteBuf buffer = Unpooled.buffer();
        encoder.accept(buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private static Path caFile() {
        try {
            Path file = Files.createTempFile("postern-database-ca", ".crt");
            file.toFile().deleteOnExit();
            return CA.writeTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
