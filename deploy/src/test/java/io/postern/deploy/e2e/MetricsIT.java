package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.assertSqlState;
import static io.postern.deploy.e2e.SqlCalls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.BackendType;
import io.postern.pgwire.Query;
import io.postern.pgwire.sql.SqlText;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** What those who run a proxy see while it works, while Kafka is away and while it stops. */
class MetricsIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(60);

    private final AdminPage page = new AdminPage(GATE);
    private final WebApi approver =
            new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));

    @Test
    void statementsAreCountedByWhatBecameOfThem() throws Exception {
        double allowed = statements("allow");
        double denied = statements("deny");
        double parked = statements("park");
        double decidedBefore = page.value("postern_decide_seconds_count{source=\"table\"}");
        double succeeded = outcomes("succeeded");
        double failed = outcomes("failed");
        double refused = page.value("postern_statement_refusals_total{sqlstate=\"42501\"}");
        double runs = page.value("postern_upstream_seconds_count{database=\"shop\"}");
        double waits = page.value("postern_park_seconds_count");

        try (RawClient agent = RawClient.loggedIn(GATE, "counted-agent", "agents")) {
            double recorded = page.value("postern_record_seconds_count");
            ask(agent, "SELECT id, email FROM customers WHERE id = 1");
            ask(agent, "SELECT id, email FROM customers WHERE id = 2");
            ask(agent, "SELECT 1 / 0");
            ask(agent, "DROP TABLE customers");
            agent.send(new Query(SqlText.of("UPDATE orders SET status = 'cancelled' WHERE id = 5")));
            agent.readUntil(BackendType.NOTICE_RESPONSE);
            assertThat(page.value("postern_approvals_waiting")).isEqualTo(1);
            approve();
            agent.readUntil(BackendType.READY_FOR_QUERY);

            assertThat(statements("allow") - allowed).isEqualTo(3);
            assertThat(statements("deny") - denied).isEqualTo(1);
            assertThat(statements("park") - parked).isEqualTo(1);
            assertThat(outcomes("succeeded") - succeeded).isEqualTo(3);
            assertThat(outcomes("failed") - failed).isEqualTo(1);
            assertThat(page.value("postern_statement_refusals_total{sqlstate=\"42501\"}") - refused)
                    .isEqualTo(1);
            assertThat(page.value("postern_upstream_seconds_count{database=\"shop\"}") - runs)
                    .isEqualTo(4);
            assertThat(page.value("postern_record_seconds_count") - recorded)
                    .as("five statements and one resumption")
                    .isEqualTo(6);
            assertThat(page.value("postern_decide_seconds_count{source=\"table\"}") - decidedBefore)
                    .as("the second of two, and the parked one's once more when it was granted")
                    .isGreaterThanOrEqualTo(2);
            assertThat(page.value("postern_park_seconds_count") - waits).isEqualTo(1);
            assertThat(page.value("postern_approvals_waiting")).isZero();
        }
    }

    @Test
    void sessionsAndBytesAreCounted() throws Exception {
        double opened = page.value("postern_sessions_opened_total{database=\"shop\"}");
        double refused = page.value("postern_sessions_refused_total{sqlstate=\"28P01\"}");
        double sent = page.value("postern_client_sent_bytes_total");
        double received = page.value("postern_client_received_bytes_total");
        double logins = page.value("postern_login_seconds_count");

        assertSqlState("28P01", () -> GATE.connectWithToken("mallory", "not-a-token"));
        try (Connection agent = GATE.connect("bytes-agent", "agents")) {
            one(agent, "SELECT repeat('x', 1000000)");

            assertThat(page.value("postern_sessions_open")).isEqualTo(1);
            assertThat(page.value("postern_client_sent_bytes_total") - sent).isBetween(1_000_000.0, 1_100_000.0);
            assertThat(page.value("postern_client_received_bytes_total") - received)
                    .isBetween(500.0, 50_000.0);
        }

        assertThat(page.value("postern_sessions_opened_total{database=\"shop\"}") - opened)
                .isEqualTo(1);
        assertThat(page.value("postern_login_seconds_count") - logins).isEqualTo(1);
        assertThat(page.value("postern_sessions_refused_total{sqlstate=\"28P01\"}") - refused)
                .isEqualTo(1);
        soon(() -> assertThat(page.value("postern_sessions_open")).isZero());
        soon(() -> assertThat(page.value("postern_connections_unauthenticated")).isZero());
    }

    @Test
    void aClientThatDoesNotReadShowsAsBlocked() throws Exception {
        try (RawClient client = RawClient.loggedIn(GATE, "slow-agent", "agents")) {
            client.send(new Query(SqlText.of("SELECT repeat('x', 1000) FROM generate_series(1, 100000)")));
            soon(() -> assertThat(page.value("postern_sessions_blocked{peer=\"client\"}"))
                    .isEqualTo(1));

            client.readUntil(BackendType.READY_FOR_QUERY);

            assertThat(page.value("postern_sessions_blocked{peer=\"client\"}")).isZero();
            assertThat(page.value("postern_blocked_seconds_total{peer=\"client\"}"))
                    .isPositive();
        }
    }

    @Test
    void theProcessIsDescribed() throws Exception {
        try (Connection agent = GATE.connect("table-agent", "agents")) {
            one(agent, "SELECT 1");
        }

        String metrics = page.get("/metrics").body();

        assertThat(metrics)
                .contains("jvm_memory_used_bytes{area=\"heap\"")
                .contains("jvm_gc_")
                .contains("jvm_threads_live_threads")
                .contains("process_files_open_files");
        assertThat(page.value("postern_ready")).isEqualTo(1);
        assertThat(page.value("postern_decision_table_entries")).isPositive();
        assertThat(page.value("postern_tls_certificate_expiry_timestamp_seconds"))
                .isGreaterThan((double) Instant.now().getEpochSecond());
        assertThat(page.value("postern_allocator_used_bytes{memory=\"direct\"}"))
                .isGreaterThanOrEqualTo(0);
        assertThat(page.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingThatAClientSaysIsShown() throws Exception {
        try (Connection agent = GATE.connect("canary-subject", "agents");
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT 'canary-constant' AS canary_name");
        }

        assertThat(page.get("/metrics").body())
                .doesNotContain("canary")
                .doesNotContain("password")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void withoutKafkaTheProxyIsAliveAndNotReady() throws Exception {
        GATE.kafka().stop();
        soon(() -> assertThat(page.ready()).startsWith("503 {\"ready\":false,\"reason\":\"the log cannot be "));
        assertThat(page.get("/health").statusCode()).isEqualTo(200);

        GATE.kafka().restart();

        soon(() -> assertThat(page.ready()).isEqualTo("200 {\"ready\":true}"));
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (Connection agent = GATE.connect("after-agent", "agents")) {
                assertThat(one(agent, "SELECT 1")).isEqualTo("1");
            }
        });
    }

    @Test
    void aProxyThatStopsSaysSoBeforeItsSessionsEnd() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Thread watcher = new Thread(() -> watchUntilItStops(seen), "watcher");
        try (RawClient client = RawClient.loggedIn(GATE, "last-agent", "agents")) {
            client.send(new Query(SqlText.of("SELECT repeat('x', 1000) FROM generate_series(1, 100000)")));
            soon(() -> assertThat(page.value("postern_sessions_blocked{peer=\"client\"}"))
                    .isEqualTo(1));
            watcher.start();

            GATE.stopProxy();

            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("503 {\"ready\":false,\"reason\":\"draining\"}");
        } finally {
            watcher.join();
            GATE.startProxy();
        }
    }

    private void watchUntilItStops(CompletableFuture<String> seen) {
        try {
            while (true) {
                String ready = page.ready();
                if (ready.startsWith("503")) {
                    seen.complete(ready);
                }
            }
        } catch (IOException e) {
            seen.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double statements(String verdict) throws Exception {
        return page.value("postern_statements_total{database=\"shop\",verdict=\"" + verdict + "\"}");
    }

    private double outcomes(String outcome) throws Exception {
        return page.value("postern_statement_outcomes_total{database=\"shop\",outcome=\"" + outcome + "\"}");
    }

    private void approve() throws IOException, InterruptedException {
        String id = approver.pendingApproval();
        WebApi.Answer answer = approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"customer called\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void ask(RawClient client, String sql) throws IOException {
        client.send(new Query(SqlText.of(sql)));
        client.readUntil(BackendType.READY_FOR_QUERY);
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(SOON).untilAsserted(assertion);
    }
}
