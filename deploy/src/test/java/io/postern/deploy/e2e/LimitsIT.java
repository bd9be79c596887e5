package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.RawAnswers.query;
import static io.postern.deploy.e2e.RawAnswers.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** A proxy with tight limits, and clients that go beyond them. */
class LimitsIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(60);

    private static Cable cable;
    private static ProxyProcess proxy;

    @BeforeAll
    static void startTheProxy() throws IOException {
        cable = new Cable(GATE.postgres().host(), GATE.postgres().port());
        proxy = ProxyProcess.start(GATE, ProxyProcess.Settings.of(GATE, """
                        timeouts:
                          login: 8s
                          parked: 3s
                        limits:
                          unauthenticated: 10
                          sessionsPerIdentity: 2
                          sessionsPerAddress: 4
                        """).withDatabasePort(cable.port()));
    }

    @AfterAll
    static void stopTheProxy() throws IOException {
        proxy.close();
        cable.close();
    }

    @Test
    void onePersonGetsTwoSessionsAndAThirdWhenOneOfThemHasEnded() throws Exception {
        try (RawClient first = proxy.loggedIn(GATE, "busy-agent", "agents")) {
            try (RawClient second = proxy.loggedIn(GATE, "busy-agent", "agents")) {
                assertThat(refusal("busy-agent")).satisfies(error -> {
                    assertThat(error.sqlState()).isEqualTo("53300");
                    assertThat(error.severity()).isEqualTo("FATAL");
                    assertThat(error.message()).contains("\"busy-agent\"");
                });
                assertThat(second).satisfies(LimitsIT::answers);
            }
            awaitPlace("busy-agent");
            assertThat(first).satisfies(LimitsIT::answers);
        }
    }

    @Test
    void oneAddressGetsFourSessions() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                clients.add(proxy.loggedIn(GATE, "crowd-" + i, "agents"));
            }
            assertThat(refusal("crowd-5")).satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("53300");
                assertThat(error.message()).contains("address");
            });
            assertThat(clients).allSatisfy(LimitsIT::answers);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        awaitPlace("crowd-5");
    }

    @Test
    void whoIsNotLoggedInMakesRoomForNewcomers() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                idle.add(new RawClient(proxy.port()));
            }
            awaitPlace("newcomer");
            assertThat(sqlState(idle.get(0).readToEnd())).isEqualTo("53300");
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @Test
    void aTrickleOfBytesCostsOneDeadline() throws Exception {
        byte[] startup = RawClient.bytes(new StartupMessage(
                3, 0, Map.of("user", "slow", "database", "shop", "application_name", "x".repeat(3_000)))::encode);
        long began = System.nanoTime();
        try (RawClient slow = new RawClient(proxy.port())) {
            int[] sent = {0};
            await().pollInterval(Duration.ofMillis(100)).atMost(SOON).until(() -> {
                try {
                    slow.sendBytes(new byte[] {startup[sent[0]++]});
                    return false;
                } catch (SocketException closed) {
                    return true;
                }
            });
            assertThat(sent[0]).isLessThan(startup.length);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(40));
    }

    @Test
    void aTlsHandshakeThatDoesNotGoOnCostsOneDeadline() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(RawClient.bytes(new SSLRequest()::encode));
            assertThat(socket.getInputStream().read()).isEqualTo('S');
            // The beginning of a record that never comes.
            socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});

            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(1_000);
        }
    }

    @Test
    void aTokenOfAMegabyteIsNotRead() throws Exception {
        try (RawClient client = new RawClient(proxy.port())) {
            client.send(new StartupMessage(3, 0, Map.of("user", "verbose", "database", "shop"))::encode);
            client.readUntil(BackendType.AUTHENTICATION);

            client.send(new PasswordMessage("x".repeat(1_000_000)));

            assertThat(sqlState(client.readToEnd())).isEqualTo("08P01");
        }
    }

    @Test
    void whoSaysThatNothingMoreWillComeIsLetGo() throws Exception {
        try (RawClient client = new RawClient(proxy.port())) {
            client.shutdownOutput();
            assertThat(client.readToEnd()).isEmpty();
        }
        try (RawClient client = proxy.loggedIn(GATE, "half-closed-agent", "agents")) {
            client.shutdownOutput();
            assertThat(client.readToEnd()).isEmpty();
        }
        awaitNoServerConnection();
    }

    @Test
    void nobodyIsWaitedForLongerThanConfigured() throws Exception {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        try (RawClient client = proxy.loggedIn(GATE, "forgotten-agent", "agents")) {
            client.send(query("DELETE FROM orders WHERE id = 15"));
            client.readUntil(BackendType.NOTICE_RESPONSE);

            assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("57014");
            assertThat(client).satisfies(LimitsIT::answers);
        }
        assertThat(approver.get("/api/approvals?state=pending").json().get("approvals"))
                .isEmpty();
    }

    @Test
    void aDatabaseThatBreaksOffInTheMiddleOfAResultIsReportedBetweenTwoMessages() throws Exception {
        try (RawClient client = proxy.loggedIn(GATE, "cut-agent", "agents")) {
            client.send(query("SELECT repeat('x', 1000) FROM generate_series(1, 5000000)"));
            assertThat(client.readUntil(BackendType.DATA_ROW)).isNotEmpty();

            cable.cut();

            List<BackendMessage> rest = client.readToEnd();
            assertThat(sqlState(rest)).isEqualTo("08006");
            assertThat(rest.subList(0, rest.size() - 1))
                    .extracting(BackendMessage::backendType)
                    .containsOnly(BackendType.DATA_ROW);
        }
    }

    /** A gate with the usual time for approvals. */
    @Test
    void aClientThatLeavesWithMuchBehindAParkedStatementIsNoticed() throws Exception {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        String id;
        try (RawClient client = RawClient.loggedIn(GATE, "loaded-agent", "agents")) {
            client.send(query("DELETE FROM orders WHERE id = 16"));
            client.readUntil(BackendType.NOTICE_RESPONSE);
            id = approver.pendingApproval();
            client.send(query("SELECT '" + "x".repeat(100_000) + "'"));
            client.send(query("SELECT '" + "x".repeat(100_000) + "'"));
        }

        approver.awaitApproval(id, "WITHDRAWN");
    }

    /** Places are given back when the proxy has seen that a connection is closed. */
    private static void awaitPlace(String subject) {
        await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            try (RawClient client = proxy.loggedIn(GATE, subject, "agents")) {
                answers(client);
                return true;
            }
        });
    }

    private static void awaitNoServerConnection() {
        await().atMost(SOON).untilAsserted(() -> {
            try (Connection oracle = GATE.oracle()) {
                assertThat(SqlCalls.one(oracle, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop_agent'"))
                        .isEqualTo("0");
            }
        });
    }

    private static ErrorResponse refusal(String subject) throws IOException {
        try (RawClient client = new RawClient(proxy.port())) {
            client.send(new StartupMessage(3, 0, Map.of("user", subject, "database", "shop"))::encode);
            client.readUntil(BackendType.AUTHENTICATION);
            client.send(new PasswordMessage(GATE.issuer().token(subject, "agents")));
            List<BackendMessage> answer = client.readToEnd();
            assertThat(answer).hasSize(1);
            return (ErrorResponse) answer.get(0);
        }
    }

    private static void answers(RawClient client) {
        try {
            client.send(query("SELECT 'alive'"));
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.DATA_ROW)
                    .doesNotContain(BackendType.ERROR_RESPONSE);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
