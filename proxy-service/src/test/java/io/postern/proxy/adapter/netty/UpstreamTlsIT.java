package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ReferenceCountUtil;
import io.postern.identity.Identity;
import io.postern.identity.Secret;
import io.postern.pgwire.Query;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.adapter.netty.Upstreams.Upstream;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.statement.Session;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestAuthority;

/** Logins at a real server, by TLS mode, kind of credential, and who may be in between. */
class UpstreamTlsIT {

    private static final TestAuthority CA = new TestAuthority("database CA");
    private static final TestAuthority OTHER_CA = new TestAuthority("another CA");
    private static final TestAuthority.Issued SERVER = CA.issue("database", "localhost");

    private static final String HBA = """
            host      all  postgres                127.0.0.1/32  scram-sha-256
            hostnossl all  scram                   127.0.0.1/32  scram-sha-256
            hostssl   all  scram                   127.0.0.1/32  scram-sha-256
            host      all  old                     127.0.0.1/32  md5
            host      all  clear                   127.0.0.1/32  password
            host      all  trusting                127.0.0.1/32  trust
            hostssl   all  robot                   127.0.0.1/32  cert
            hostssl   all  twofold                 127.0.0.1/32  scram-sha-256 clientcert=verify-full
            """;

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive(
            Map.of(
                    "ssl", "on",
                    "ssl_cert_file", "server.crt",
                    "ssl_key_file", "server.key",
                    "ssl_ca_file", "ca.crt"),
            Map.of(
                    "server.crt", SERVER.chain(),
                    "server.key", SERVER.key(),
                    "ca.crt", CA.certificate(),
                    "pg_hba.conf", HBA));

    @RegisterExtension
    static final PostgresFixture WITHOUT_TLS = PostgresFixture.exclusive();

    @TempDir
    static Path directory;

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final EventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final ExecutorService BLOCKING = Executors.newFixedThreadPool(4);

    @BeforeAll
    static void roles() throws SQLException, IOException {
        CA.writeTo(directory.resolve("ca.crt"));
        OTHER_CA.writeTo(directory.resolve("other.crt"));
        CA.issue("robot").writeTo(directory, "robot");
        CA.issue("twofold").writeTo(directory, "twofold");
        OTHER_CA.issue("robot").writeTo(directory, "forged");
        Files.writeString(directory.resolve("password"), "open sesame");
        for (PostgresFixture server : List.of(POSTGRES, WITHOUT_TLS)) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                for (String role : List.of("scram", "clear", "trusting", "twofold", "robot")) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'open sesame'");
                }
                statement.execute("SET password_encryption = 'md5'");
                statement.execute("CREATE ROLE old LOGIN PASSWORD 'open sesame'");
            }
        }
    }

    @AfterAll
    static void stop() {
        BLOCKING.shutdownNow();
        GROUP.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void theServerWithTheRightCertificateAndNameIsSpokenTo() throws Exception {
        Upstream upstream = connect(localhost(verifyFull()), password("scram"));

        assertThat(ask("SELECT ssl::text FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'scram'"))
                .isEqualTo("true");
        assertThat(upstream.greeting().parameters()).containsEntry("server_encoding", "UTF8");
        upstream.channel().close().sync();
    }

    @Test
    void aServerOfAnotherNameIsNotSpokenToByVerifyFullAndIsByVerifyCa() throws Exception {
        refuses(server("127.0.0.1", verifyFull()), password("scram"), "no TLS connection");

        closes(connect(
                server("127.0.0.1", new DatabaseTls(Mode.VERIFY_CA, ca("ca"), Optional.empty())), password("scram")));
    }

    @Test
    void aServerOfAnotherAuthorityIsNotSpokenTo() throws Exception {
        refuses(
                localhost(DatabaseTls.verified(directory.resolve("other.crt"))),
                password("scram"),
                "no TLS connection");
        refuses(
                localhost(new DatabaseTls(Mode.VERIFY_CA, ca("other"), Optional.empty())),
                password("scram"),
                "no TLS connection");
        refuses(
                localhost(new DatabaseTls(Mode.VERIFY_FULL, Optional.empty(), Optional.empty())),
                password("scram"),
                "no TLS connection");

        closes(connect(localhost(mode(Mode.REQUIRE)), password("scram")));
    }

    @Test
    void aServerWithoutTlsIsSpokenToOnlyWhereThatIsConfigured() throws Exception {
        DatabaseServer encrypted = new DatabaseServer(
                "localhost", WITHOUT_TLS.port(), "postgres", mode(Mode.REQUIRE), PasswordExchange.SCRAM_SHA_256);
        refuses(encrypted, password("scram"), "does not offer TLS");

        closes(connect(DatabaseServer.inClear("localhost", WITHOUT_TLS.port(), "postgres"), password("scram")));
        closes(connect(localhost(mode(Mode.DISABLE)), password("scram")));
    }

    @Test
    void whoTerminatesTlsInBetweenIsFoundOutByTheChannelBinding() throws Exception {
        try (Intruder intruder = Intruder.passingOn(POSTGRES.port(), OTHER_CA.issue("intruder", "localhost"))) {
            refuses(through(intruder), password("scram"), "SQLSTATE 28000");
            assertThat(intruder.seen()).contains("SCRAM-SHA-256-PLUS");
        }
    }

    @Test
    void whoStripsTheChannelBindingInBetweenIsFoundOutByTheServer() throws Exception {
        try (Intruder intruder = Intruder.strippingPlus(POSTGRES.port(), OTHER_CA.issue("intruder", "localhost"))) {
            refuses(through(intruder), password("scram"), "SQLSTATE 28000");
            assertThat(intruder.seen()).contains("SCRAM-SHA-256\0", "y,,").doesNotContain("-PLUS", "p=tls");
        }
    }

    @Test
    void whoAnswersThatThereIsNoTlsGetsNothing() throws Exception {
        try (Intruder intruder = Intruder.denyingTls(POSTGRES.port(), OTHER_CA.issue("intruder", "localhost"))) {
            refuses(through(intruder), password("scram"), "does not offer TLS");
            assertThat(intruder.seen()).isEmpty();
        }
    }

    @Test
    void md5IsSpokenWhereTheConfigurationSaysSo() throws Exception {
        refuses(localhost(verifyFull()), password("old"), "MD5");

        closes(connect(md5(), password("old")));
        closes(connect(md5(), password("scram")));
    }

    @Test
    void passwordsNeverGoInClearAndTrustIsNotTrusted() {
        refuses(md5(), password("clear"), "does not offer");
        refuses(md5(), password("trusting"), "without asking for its credential");
    }

    @Test
    void aRoleLogsInByItsCertificate() throws Exception {
        CertificateFiles robot = files("robot");
        Upstream upstream = connect(localhost(verifyFull()), new RoleCredential("robot", robot));

        assertThat(ask("SELECT client_dn FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'robot'"))
                .isEqualTo("/CN=robot");
        closes(upstream);
        refuses(localhost(verifyFull()), new RoleCredential("robot", files("forged")), "SQLSTATE 28000");
    }

    @Test
    void aRoleShowsItsCertificateAndProvesItsPassword() throws Exception {
        RoleCredential both = new RoleCredential(
                "twofold",
                Optional.of(new Secret("file:" + directory.resolve("password"))),
                Optional.of(files("twofold")));

        closes(connect(localhost(verifyFull()), both));
        closes(connect(
                localhost(new DatabaseTls(Mode.VERIFY_FULL, ca("ca"), Optional.of(files("twofold")))),
                password("twofold")));
        refuses(localhost(verifyFull()), password("twofold"), "SQLSTATE 28000");
    }

    @Test
    void aCancelGoesTheSameWayAsItsSession() throws Exception {
        try (Intruder intruder = Intruder.passingOn(POSTGRES.port(), SERVER)) {
            DatabaseServer server =
                    new DatabaseServer("localhost", intruder.port(), "postgres", verifyFull(), PasswordExchange.MD5);
            DatabaseTarget target = target(server, password("old"));
            Upstreams upstreams = new Upstreams(List.of(target), SOON, BLOCKING);
            EventLoop loop = GROUP.next();
            Upstream upstream = upstreams
                    .connect(loop, session("old"), Map.of())
                    .toCompletableFuture()
                    .join();
            CompletableFuture<String> answer = new CompletableFuture<>();
            loop.submit(() -> upstream.handOver(new Collecting(answer))).sync();
            upstream.channel().config().setAutoRead(true);
            upstream.channel()
                    .writeAndFlush(
                            Messages.encode(upstream.channel().alloc(), new Query(SqlText.of("SELECT pg_sleep(60)"))));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"))
                            .isEqualTo("1"));

            upstreams.cancel(loop, session("old"), upstream);

            await().atMost(SOON).untilAsserted(() -> assertThat(answer).isDone());
            assertThat(answer.join()).contains("57014");
            assertThat(intruder.connections()).isEqualTo(2);
            closes(upstream);
        }
    }

    @Test
    void renewedFilesCountFromTheNextConnectionOn() throws Exception {
        Path trusted = directory.resolve("renewed.crt");
        OTHER_CA.writeTo(trusted);
        Upstreams upstreams = new Upstreams(
                List.of(target(localhost(DatabaseTls.verified(trusted)), password("scram"))), SOON, BLOCKING);
        assertThatThrownBy(() -> connect(upstreams, "scram")).isInstanceOf(CompletionException.class);

        CA.writeTo(trusted);

        closes(connect(upstreams, "scram"));
    }

    private static void refuses(DatabaseServer server, RoleCredential credential, String why) {
        assertThatThrownBy(() -> connect(server, credential))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining(why);
    }

    private static Upstream connect(DatabaseServer server, RoleCredential credential) {
        return connect(new Upstreams(List.of(target(server, credential)), SOON, BLOCKING), credential.role());
    }

    private static Upstream connect(Upstreams upstreams, String role) {
        return upstreams
                .connect(GROUP.next(), session(role), Map.of())
                .toCompletableFuture()
                .join();
    }

    private static void closes(Upstream upstream) throws InterruptedException {
        upstream.channel().close().sync();
    }

    private static DatabaseTarget target(DatabaseServer server, RoleCredential credential) {
        return new DatabaseTarget("db", server, List.of("public"), List.of(credential), credential);
    }

    private static Session session(String role) {
        return new Session(
                "s",
                new Identity("https://issuer.test", "ann", Set.of()),
                "db",
                role,
                List.of("public"),
                new Session.ClientOrigin("127.0.0.1:1", "", true));
    }

    private static RoleCredential password(String role) {
        return new RoleCredential(role, new Secret("file:" + directory.resolve("password")));
    }

    private static DatabaseServer localhost(DatabaseTls tls) {
        return server("localhost", tls);
    }

    private static DatabaseServer server(String host, DatabaseTls tls) {
        return new DatabaseServer(host, POSTGRES.port(), "postgres", tls, PasswordExchange.SCRAM_SHA_256);
    }

    private static DatabaseServer md5() {
        return new DatabaseServer("localhost", POSTGRES.port(), "postgres", verifyFull(), PasswordExchange.MD5);
    }

    private static DatabaseServer through(Intruder intruder) {
        return new DatabaseServer(
                "localhost", intruder.port(), "postgres", mode(Mode.REQUIRE), PasswordExchange.SCRAM_SHA_256);
    }

    private static DatabaseTls verifyFull() {
        return DatabaseTls.verified(directory.resolve("ca.crt"));
    }

    private static DatabaseTls mode(Mode mode) {
        return new DatabaseTls(mode, Optional.empty(), Optional.empty());
    }

    private static Optional<Path> ca(String name) {
        return Optional.of(directory.resolve(name + ".crt"));
    }

    private static CertificateFiles files(String name) {
        return new CertificateFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "nothing";
        }
    }

    /** Completes with the first bytes that come. */
    private static final class Collecting extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<String> answer;
        private final StringBuilder received = new StringBuilder();

        Collecting(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object data) {
            received.append(((ByteBuf) data).toString(java.nio.charset.StandardCharsets.ISO_8859_1));
            ReferenceCountUtil.release(data);
            if (received.indexOf("C5") >= 0) {
                answer.complete(received.toString());
            }
        }
    }
}
