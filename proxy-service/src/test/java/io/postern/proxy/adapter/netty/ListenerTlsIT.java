package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.UnixOperatingSystemMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.identity.TokenVerifier;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.proxy.adapter.netty.SessionParts.Ports;
import io.postern.proxy.cancel.CancelRouter;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.ClientCertificates;
import io.postern.proxy.config.ClientCertificates.Policy;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.ListenerSettings;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.config.TlsSettings;
import io.postern.proxy.proof.Proofs;
import io.postern.proxy.session.SessionRules;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.telemetry.Telemetry;
import io.postern.testkit.TestAuthority;

/** Clients that come by TLS, up to the token, which is always refused here. */
class ListenerTlsIT {

    private static final TestAuthority CA = new TestAuthority("gate CA");
    private static final TestAuthority PEOPLE = new TestAuthority("people");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REFUSED = "token authentication failed";

    private final ExecutorService blocking = Executors.newFixedThreadPool(2);
    private final Path directory;
    private @Nullable ProxyServer server;

    ListenerTlsIT(@TempDir Path directory) {
        this.directory = directory;
        CA.issue("gate-1", "localhost").writeTo(directory, "server");
        CA.writeTo(directory.resolve("ca.crt"));
        PEOPLE.writeTo(directory.resolve("people.crt"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        blocking.shutdownNow();
    }

    @Test
    void clientsAskForTlsOrStartItStraightAway() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        for (boolean direct : List.of(false, true)) {
            try (SSLSocket client = handshake(port, direct, socket -> alpn(socket, "postgresql"))) {
                assertThat(client.getApplicationProtocol()).isEqualTo("postgresql");
                assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(logIn(client)).contains(REFUSED);
            }
        }
        try (SSLSocket client = handshake(port, true, socket -> {
            alpn(socket, "http/1.1", "postgresql");
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        })) {
            assertThat(logIn(client)).contains(REFUSED);
        }
    }

    @Test
    void alpnIsOptionalAfterARequestAndRequiredWithoutOne() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        try (SSLSocket client = handshake(port, false, socket -> {})) {
            assertThat(client.getApplicationProtocol()).isEmpty();
            assertThat(logIn(client)).contains(REFUSED);
        }
        try (SSLSocket client = handshake(port, true, socket -> {})) {
            assertThat(logIn(client)).isEmpty();
        }
    }

    @Test
    void anotherProtocolFailsTheHandshakeEitherWay() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        for (boolean direct : List.of(false, true)) {
            assertThatThrownBy(() -> handshake(port, direct, socket -> alpn(socket, "http/1.1", "h2")))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("no_application_protocol");
        }
    }

    @Test
    void tlsBefore12IsRefused() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        for (byte minor : new byte[] {1, 2}) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout((int) SOON.toMillis());
                client.getOutputStream().write(clientHello(minor));
                byte[] alert = client.getInputStream().readAllBytes();

                // alert, fatal, protocol_version (RFC 8446 §6)
                assertThat(alert).hasSize(7).startsWith(21).endsWith(2, 70);
            }
        }
    }

    @Test
    void bytesInClearBehindTheRequestAreRefused() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) SOON.toMillis());
            send(client.getOutputStream(), out -> {
                new SSLRequest().encode(out);
                startup().encode(out);
            });

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("E")
                    .contains("08P01");
        }
    }

    @Test
    void aSecondRequestInsideAndTlsInsideTlsAreRefused() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        try (SSLSocket client = handshake(port, true, socket -> alpn(socket, "postgresql"))) {
            send(client.getOutputStream(), new SSLRequest()::encode);
            assertThat(readAll(client)).contains("08P01");
        }
        try (SSLSocket client = handshake(port, false, socket -> {})) {
            client.getOutputStream().write(clientHello((byte) 3));
            assertThat(readAll(client)).contains("08P01");
        }
    }

    @Test
    void tlsStraightAwayIsOnlyForTheFirstPacket() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) SOON.toMillis());
            send(client.getOutputStream(), new io.postern.pgwire.GSSENCRequest()::encode);
            assertThat(client.getInputStream().read()).isEqualTo('N');
            client.getOutputStream().write(clientHello((byte) 3));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("08P01");
        }
    }

    @Test
    void cancelRequestsAreTakenOverTlsBothWays() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));

        for (boolean direct : List.of(false, true)) {
            try (SSLSocket client = handshake(port, direct, socket -> alpn(socket, "postgresql"))) {
                send(client.getOutputStream(), new CancelRequest(1, SecretKey.of(new byte[4]))::encode);

                assertThat(readAll(client)).isEmpty();
            }
        }
    }

    @Test
    void aHandshakeThatIsNotFinishedCostsTheLoginDeadline() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(1));

        for (boolean direct : List.of(false, true)) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout((int) SOON.toMillis());
                if (!direct) {
                    send(client.getOutputStream(), new SSLRequest()::encode);
                    assertThat(client.getInputStream().read()).isEqualTo('S');
                }
                byte[] hello = clientHello((byte) 3);
                client.getOutputStream().write(hello, 0, hello.length - 10);
                long begin = System.nanoTime();
                client.getInputStream().readAllBytes();

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    @Test
    void aReplacedCertificateIsForNewConnectionsAndOldSessionsGoOn() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));
        try (SSLSocket old = handshake(port, false, socket -> {})) {
            assertThat(subject(old)).isEqualTo("CN=gate-1");

            CA.issue("gate-2", "localhost").writeTo(directory, "server");

            await().atMost(SOON).untilAsserted(() -> assertThat(presented(port)).isEqualTo("CN=gate-2"));
            assertThat(logIn(old)).contains(REFUSED);
        }
    }

    @Test
    void aHalfReplacedOrBrokenPairLeavesTheOldOneInUse() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));
        TestAuthority.Issued next = CA.issue("gate-2", "localhost");
        String[] broken = {
            next.chain(),
            "",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            next.chain().substring(0, 200)
        };

        for (String chain : broken) {
            Files.writeString(directory.resolve("server.crt"), chain);
            // Long enough for the listener to have looked several times.
            for (int i = 0; i < 10; i++) {
                assertThat(presented(port)).isEqualTo("CN=gate-1");
            }
        }
        Files.delete(directory.resolve("server.crt"));
        assertThat(presented(port)).isEqualTo("CN=gate-1");

        next.writeTo(directory, "server");
        await().atMost(SOON).untilAsserted(() -> assertThat(presented(port)).isEqualTo("CN=gate-2"));
    }

    @Test
    void manyReloadsLeaveNoDescriptorOpen() throws Exception {
        int port = start(ClientCertificates.NONE, Duration.ofSeconds(20));
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        presented(port);
        long before = system.getOpenFileDescriptorCount();

        for (int i = 0; i < 30; i++) {
            String name = "renewed-" + i;
            CA.issue(name, "localhost").writeTo(directory, "server");
            await().atMost(SOON).untilAsserted(() -> assertThat(presented(port)).isEqualTo("CN=" + name));
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 15));
    }

    @Test
    void clientCertificatesAreCheckedIfOptional() throws Exception {
        int port = start(new ClientCertificates(Policy.OPTIONAL, Optional.of(directory.resolve("people.crt"))), SOON);

        assertThat(logIn(port, null)).contains(REFUSED);
        assertThat(logIn(port, PEOPLE.issue("ann"))).contains(REFUSED);
        assertThatThrownBy(() -> logIn(port, CA.issue("ann"))).isInstanceOf(IOException.class);
    }

    @Test
    void clientCertificatesAreNeededIfRequired() throws Exception {
        int port = start(new ClientCertificates(Policy.REQUIRED, Optional.of(directory.resolve("people.crt"))), SOON);

        assertThatThrownBy(() -> logIn(port, null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> logIn(port, CA.issue("ann"))).isInstanceOf(IOException.class);
        assertThat(logIn(port, PEOPLE.issue("ann"))).contains(REFUSED);
    }

    @Test
    void psqlChecksTheGateAsItWouldCheckAServer() throws Exception {
        int port = start(ClientCertificates.NONE, SOON);
        Path ca = directory.resolve("ca.crt");

        assertThat(psql(port, "localhost", "sslmode=require")).contains(REFUSED);
        assertThat(psql(port, "localhost", "sslmode=verify-full sslrootcert=" + ca))
                .contains(REFUSED);
        assertThat(psql(port, "127.0.0.1", "sslmode=verify-ca sslrootcert=" + ca))
                .contains(REFUSED);
        assertThat(psql(port, "127.0.0.1", "sslmode=verify-full sslrootcert=" + ca))
                .contains("does not match host name");
        assertThat(psql(port, "localhost", "sslmode=verify-full sslrootcert=" + directory.resolve("people.crt")))
                .contains("certificate verify failed");
    }

    private int start(ClientCertificates clients, Duration login) {
        Timeouts defaults = Timeouts.defaults();
        SessionRules rules = new SessionRules(
                Map.of("shop", List.of("public")),
                true,
                LexerLimits.DEFAULT,
                login,
                URI.create("https://gate.test"),
                () -> "a1");
        SessionParts parts = new SessionParts(
                rules,
                token -> new TokenVerifier.Rejected(TokenVerifier.Reason.EXPIRED, "not here"),
                new Ports(
                        new SessionParts.Judges(new NoDecisions(), Proofs.NONE),
                        id -> facts -> CompletableFuture.completedFuture(null),
                        new NoApprovals(),
                        new CancelRouter(request -> {}, System::nanoTime),
                        database -> {}),
                Telemetry.NONE,
                new Timeouts(
                        login,
                        defaults.decision(),
                        defaults.append(),
                        defaults.upstreamConnect(),
                        defaults.idle(),
                        defaults.parked(),
                        defaults.drain()),
                Limits.defaults(),
                blocking);
        TlsSettings tls = new TlsSettings(
                new CertificateFiles(directory.resolve("server.crt"), directory.resolve("server.key")),
                clients,
                Duration.ofMillis(20));
        ProxyServer started =
                ProxyServer.start(new ListenerSettings("127.0.0.1", 0, Optional.of(tls)), List.of(), parts);
        server = started;
        return started.port();
    }

    private SSLSocket handshake(int port, boolean direct, Consumer<SSLSocket> wishes) throws Exception {
        return handshake(port, direct, null, wishes);
    }

    private SSLSocket handshake(
            int port, boolean direct, TestAuthority.@Nullable Issued own, Consumer<SSLSocket> wishes) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) SOON.toMillis());
        if (!direct) {
            send(socket.getOutputStream(), new SSLRequest()::encode);
            assertThat(socket.getInputStream().read()).isEqualTo('S');
        }
        SSLSocket secured = (SSLSocket) context(own).getSocketFactory().createSocket(socket, "localhost", port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        wishes.accept(secured);
        try {
            secured.startHandshake();
        } catch (IOException e) {
            secured.close();
            throw e;
        }
        return secured;
    }

    private static SSLContext context(TestAuthority.@Nullable Issued own) throws GeneralSecurityException {
        var material = new io.postern.proxy.tls.TlsMaterial(
                Optional.ofNullable(own).map(TestAuthority.Issued::chain),
                Optional.ofNullable(own).map(TestAuthority.Issued::key),
                Optional.of(CA.certificate()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                material.keyManagers()
                        .map(KeyManagerFactory::getKeyManagers)
                        .map(managers -> new KeyManager[] {new Insisting((X509ExtendedKeyManager) managers[0])})
                        .orElse(new KeyManager[0]),
                material.trustManagers()
                        .map(TrustManagerFactory::getTrustManagers)
                        .orElseThrow(),
                null);
        return context;
    }

    private static void alpn(SSLSocket socket, String... protocols) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
    }

    private String presented(int port) throws Exception {
        try (SSLSocket client = handshake(port, false, socket -> {})) {
            return subject(client);
        }
    }

    private static String subject(SSLSocket client) throws SSLException {
        return ((X509Certificate) client.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private String logIn(int port, TestAuthority.@Nullable Issued own) throws Exception {
        try (SSLSocket client = handshake(port, false, own, socket -> {})) {
            return logIn(client);
        }
    }

    /** What the gate says until it closes. */
    private static String logIn(SSLSocket client) throws IOException {
        send(client.getOutputStream(), out -> {
            startup().encode(out);
            new PasswordMessage("a token").encode(out);
        });
        return readAll(client);
    }

    private static String readAll(SSLSocket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static StartupMessage startup() {
        return new StartupMessage(3, 0, Map.of("user", "ann", "database", "shop"));
    }

    private static void send(OutputStream out, Consumer<ByteBuf> encoder) throws IOException {
        ByteBuf buffer = Unpooled.buffer();
        encoder.accept(buffer);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        out.write(bytes);
        out.flush();
    }

    /**
     * A ClientHello of an old version: no extensions, TLS_RSA_WITH_AES_128_CBC_SHA (RFC 4346 §7.4.1.2).
     *
     * @param minor 1 is TLS 1.0, 2 is TLS 1.1, 3 is TLS 1.2
     */
    private static byte[] clientHello(byte minor) {
        ByteBuf hello = Unpooled.buffer();
        hello.writeByte(0x16).writeByte(3).writeByte(minor).writeShort(45);
        hello.writeByte(1).writeMedium(41).writeByte(3).writeByte(minor).writeZero(32);
        hello.writeByte(0).writeShort(2).writeShort(0x002f).writeByte(1).writeByte(0);
        byte[] bytes = new byte[hello.readableBytes()];
        hello.readBytes(bytes);
        return bytes;
    }

    private String psql(int port, String host, String options) throws IOException, InterruptedException {
        Path output = directory.resolve("psql.out");
        ProcessBuilder psql = new ProcessBuilder(
                "psql", "host=" + host + " port=" + port + " dbname=shop user=ann " + options, "-c", "SELECT 1");
        psql.environment().put("PGPASSWORD", "a token");
        Process process =
                psql.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    /** Shows its certificate even to a gate that said it trusts others. */
    private static final class Insisting extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager own;

        Insisting(X509ExtendedKeyManager own) {
            this.own = own;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return own.getClientAliases("EC", null)[0];
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return own.getClientAliases(keyType, null);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.getPrivateKey(alias);
        }
    }

    private static final class NoDecisions implements Decisions {
        @Override
        public CompletableFuture<DecisionOutcome> decide(Session session, StatementText text) {
            throw new AssertionError("nobody gets that far");
        }

        @Override
        public CompletableFuture<AdmissionOutcome> admit(io.postern.identity.Identity identity, String database) {
            throw new AssertionError("nobody gets that far");
        }
    }

    private static final class NoApprovals implements Approvals {
        @Override
        public CompletableFuture<Void> request(Request request, Consumer<ApprovalResolution> onResolution) {
            throw new AssertionError("nobody gets that far");
        }

        @Override
        public void withdraw(String approvalId, String sessionId, String reason) {}

        @Override
        public void consume(String approvalId, String sessionId, String statementId) {}
    }
}
