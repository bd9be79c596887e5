package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.RawAnswers.query;
import static io.postern.deploy.e2e.RawAnswers.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Sync;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** What only a client that speaks the protocol byte by byte can show. */
class WireIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aRefusedExecuteUndoesThePipelineItIsIn() throws Exception {
        try (RawClient client = RawClient.loggedIn(GATE, "pipeline-agent", "agents")) {
            client.send(
                    parse("SELECT 1"),
                    bind(),
                    new Execute("", 0),
                    parse("DROP TABLE customers"),
                    bind(),
                    new Execute("", 0),
                    parse("SELECT 2"),
                    new Sync());

            List<BackendMessage> answer = client.readUntil(BackendType.READY_FOR_QUERY);

            assertThat(answer)
                    .extracting(BackendMessage::backendType)
                    .containsExactly(
                            BackendType.PARSE_COMPLETE,
                            BackendType.BIND_COMPLETE,
                            BackendType.DATA_ROW,
                            BackendType.COMMAND_COMPLETE,
                            BackendType.ERROR_RESPONSE,
                            BackendType.READY_FOR_QUERY);
            assertThat(sqlState(answer)).isEqualTo("42501");
            assertThat(client).satisfies(WireIT::answersAQuery);
        }
    }

    @Test
    void manyStatementsInOneQueryAreDecidedBeforeAnyRuns() throws Exception {
        try (RawClient client = RawClient.loggedIn(GATE, "multi-agent", "agents")) {
            client.send(query("SELECT 1; SELECT 2; DROP TABLE orders; SELECT 3"));

            List<BackendMessage> answer = client.readUntil(BackendType.READY_FOR_QUERY);

            assertThat(answer)
                    .extracting(BackendMessage::backendType)
                    .containsExactly(BackendType.ERROR_RESPONSE, BackendType.READY_FOR_QUERY);
            assertThat(sqlState(answer)).isEqualTo("42501");
        }
    }

    @Test
    void queriesSentAtOnceAreAnsweredInOrder() throws Exception {
        try (RawClient client = RawClient.loggedIn(GATE, "eager-agent", "agents")) {
            client.send(query("SELECT 'a'"), query("DROP TABLE orders"), query("SELECT 'b'"), query(""));

            assertThat(rowText(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("a");
            assertThat(sqlState(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("42501");
            assertThat(rowText(client.readUntil(BackendType.READY_FOR_QUERY))).isEqualTo("b");
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .containsExactly(BackendType.EMPTY_QUERY_RESPONSE, BackendType.READY_FOR_QUERY);
        }
    }

    @Test
    void bytesBehindTheRequestForTlsAreRefused() throws Exception {
        try (RawClient client = new RawClient(GATE.port())) {
            client.send(buffer -> {
                new SSLRequest().encode(buffer);
                new StartupMessage(3, 0, Map.of("user", "smuggler", "database", "shop")).encode(buffer);
            });

            assertThat(client.readToEnd()).singleElement().isInstanceOfSatisfying(ErrorResponse.class, error -> {
                assertThat(error.sqlState()).isEqualTo("08P01");
                assertThat(error.severity()).isEqualTo("FATAL");
            });
        }
    }

    @Test
    void hostileLengthsEndTheConnectionAtOnce() throws Exception {
        for (byte[] hostile : List.of(
                ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).putInt(196_608).array(),
                ByteBuffer.allocate(8).putInt(-1).putInt(196_608).array(),
                ByteBuffer.allocate(8).putInt(10_001).putInt(196_608).array(),
                ByteBuffer.allocate(8).putInt(3).putInt(196_608).array())) {
            try (RawClient client = new RawClient(GATE.port())) {
                client.sendBytes(hostile);

                assertThat(client.readToEnd())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ErrorResponse.class,
                                error -> assertThat(error.sqlState()).isEqualTo("08P01"));
            }
        }
        try (RawClient client = RawClient.loggedIn(GATE, "hostile-agent", "agents")) {
            client.sendBytes(ByteBuffer.allocate(5)
                    .put((byte) 'Q')
                    .putInt(Integer.MAX_VALUE)
                    .array());

            assertThat(sqlState(client.readToEnd())).isEqualTo("08P01");
        }
    }

    @Test
    void replicationAndUnknownStartupParametersAreRefused() throws Exception {
        for (Map<String, String> parameters : List.of(
                Map.of("user", "a", "database", "shop", "replication", "database"),
                Map.of("user", "a", "database", "shop", "options", "-c role=postgres"),
                Map.of("user", "a", "database", "shop", "search_path", "pg_temp"),
                Map.of("user", "a", "database", "shop", "client_encoding", "SJIS"))) {
            try (RawClient client = new RawClient(GATE.port())) {
                client.send(new StartupMessage(3, 0, parameters)::encode);

                assertThat(sqlState(client.readToEnd())).isEqualTo("0A000");
            }
        }
    }

    @Test
    void aClientThatLeavesWhileItsStatementIsParkedWithdrawsTheRequest() throws Exception {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        String id;
        try (RawClient client = RawClient.loggedIn(GATE, "leaving-agent", "agents")) {
            client.send(query("DELETE FROM orders WHERE id = 20"));
            client.readUntil(BackendType.NOTICE_RESPONSE);
            id = approver.pendingApproval();
        }

        approver.awaitApproval(id, "WITHDRAWN");
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders WHERE id = 20")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpTheDatabaseAndNotTheMemory() throws Exception {
        try (RawClient client = RawClient.loggedIn(GATE, "slow-agent", "agents")) {
            long before = directMemory();
            client.send(query("SELECT repeat('x', 1000) FROM generate_series(1, 300000)"));
            await().atMost(SOON).until(() -> isWaitingForClient("repeat"));

            assertThat(directMemory() - before).isLessThan(32L * 1024 * 1024);

            long rows = client.readUntil(BackendType.READY_FOR_QUERY).stream()
                    .filter(DataRow.class::isInstance)
                    .count();
            assertThat(rows).isEqualTo(300_000);
        }
    }

    @Test
    void whatTheGateSaysNeverCutsARowInTwo() throws Exception {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        try (RawClient client = RawClient.loggedIn(GATE, "torn-agent", "agents")) {
            client.send(
                    parse("SELECT repeat('x', 30000000)"),
                    bind(),
                    new Execute("", 0),
                    parse("DELETE FROM orders WHERE id = 21"),
                    bind(),
                    new Execute("", 0),
                    new Sync());
            String id = approver.pendingApproval();
            approver.post("/api/approvals/" + id + "/deny", "{\"reason\":\"only a test\"}");

            List<BackendMessage> answer = client.readUntil(BackendType.READY_FOR_QUERY);

            assertThat(answer)
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.NOTICE_RESPONSE)
                    .filteredOn(type -> type != BackendType.NOTICE_RESPONSE)
                    .containsExactly(
                            BackendType.PARSE_COMPLETE,
                            BackendType.BIND_COMPLETE,
                            BackendType.DATA_ROW,
                            BackendType.COMMAND_COMPLETE,
                            BackendType.PARSE_COMPLETE,
                            BackendType.BIND_COMPLETE,
                            BackendType.ERROR_RESPONSE,
                            BackendType.READY_FOR_QUERY);
            assertThat(rowText(answer)).hasSize(30_000_000);
            assertThat(sqlState(answer)).isEqualTo("42501");
        }
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Whether the server has a statement whose answer nobody takes. */
    private static boolean isWaitingForClient(String text) throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND wait_event = 'ClientWrite' AND query LIKE '%" + text
                        + "%'")) {
            return rows.next();
        }
    }

    private static Parse parse(String sql) {
        return new Parse("", SqlText.of(sql), List.of());
    }

    private static Bind bind(BindValue... values) {
        return new Bind("", "", List.of(), List.of(values), List.of());
    }

    private static void answersAQuery(RawClient client) throws IOException {
        client.send(query("SELECT 'alive'"));
        List<BackendMessage> answer = client.readUntil(BackendType.READY_FOR_QUERY);
        assertThat(rowText(answer)).isEqualTo("alive");
        assertThat(answer).last().isEqualTo(new ReadyForQuery(TransactionStatus.IDLE));
        assertThat(answer).contains(new CommandComplete("SELECT 1"));
    }

    private static String rowText(List<BackendMessage> answer) {
        DataRow row = answer.stream()
                .filter(DataRow.class::isInstance)
                .map(DataRow.class::cast)
                .findFirst()
                .orElseThrow();
        Bytes value = Objects.requireNonNull(row.values().get(0).bytes());
        return new String(value.toByteArray(), StandardCharsets.UTF_8);
    }
}
