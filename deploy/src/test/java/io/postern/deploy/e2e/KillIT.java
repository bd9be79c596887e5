package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.async;
import static io.postern.deploy.e2e.SqlCalls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Services in processes of their own, ended by kill -9 in the middle of things. */
class KillIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final WebApi approver =
            new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
    private final WebApi auditor = new WebApi(GATE.auditUrl(), GATE.issuer().webToken("olive", "auditors"));

    @Test
    void aParkedStatementOutlivesTheServicesAroundIt() throws Exception {
        Path config = GATE.writeConfig();
        GATE.stopPolicy();
        GATE.stopApprovals();
        GATE.stopAudit();
        try (Services first = Services.start(config);
                Connection agent = GATE.connect("survivor", "agents");
                Statement statement = agent.createStatement()) {
            assertThat(one(agent, "SELECT 'before the kill'")).isEqualTo("before the kill");
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'pending' WHERE id = 30"));
            String id = pendingId();

            first.kill();

            assertThat(update).isNotDone();
            try (Services second = Services.start(config)) {
                assertThat(second.approvals().output()).contains("ready");
                assertThat(pendingId()).isEqualTo(id);
                approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"still wanted\"}");
                assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
                await().atMost(RECOVERY)
                        .ignoreExceptionsInstanceOf(SQLException.class)
                        .until(() ->
                                one(agent, "SELECT upper('a shape never seen')").equals("A SHAPE NEVER SEEN"));
                await().atMost(RECOVERY)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(story("survivor"))
                                .contains("before the kill", "still wanted", "UPDATE 1", "a shape never seen"));
            }
        } finally {
            GATE.startPolicy();
            GATE.startApprovals();
            GATE.startAudit();
        }
    }

    @Test
    void aStatementWhoseProxyDiedIsOnRecordAsOneThatMayHaveRun() throws Exception {
        Path config = GATE.writeConfig();
        GATE.stopProxy();
        try (OtherProcess proxy = OtherProcess.service("proxy", config)) {
            await().atMost(RECOVERY).until(() -> proxy.output().contains("ready"));
            try (Connection agent = GATE.connect("orphan", "agents");
                    Statement statement = agent.createStatement()) {
                CompletableFuture<Boolean> query =
                        async(() -> statement.execute("SELECT count(*) FROM generate_series(1, 2000000000)"));
                await().atMost(RECOVERY).until(KillIT::serverRunsTheQuery);

                proxy.kill();

                assertThatThrownBy(() -> query.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            }
            await().atMost(RECOVERY)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(story("orphan")).contains("generate_series(1, 2000000000)", "may have run"));
        } finally {
            endTheQuery();
            GATE.startProxy();
        }
    }

    private record Services(OtherProcess policy, OtherProcess approvals, OtherProcess audit) implements AutoCloseable {

        static Services start(Path config) throws IOException {
            Services services = new Services(
                    OtherProcess.service("policy", config),
                    OtherProcess.service("approval", config),
                    OtherProcess.service("audit", config));
            await().atMost(RECOVERY)
                    .until(() -> services.policy.output().contains("ready")
                            && services.approvals.output().contains("ready")
                            && services.audit.output().contains("ready"));
            return services;
        }

        void kill() throws InterruptedException {
            policy.kill();
            approvals.kill();
            audit.kill();
        }

        @Override
        public void close() {
            policy.close();
            approvals.close();
            audit.close();
        }
    }

    private static boolean serverRunsTheQuery() throws SQLException {
        try (Connection oracle = GATE.oracle()) {
            return one(
                            oracle,
                            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND usename = 'shop_agent'"
                                    + " AND query LIKE '%generate_series(1, 2000000000)%'")
                    .equals("1");
        }
    }

    private static void endTheQuery() throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop_agent'");
        }
    }

    private String pendingId() {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> approver.get("/api/approvals?state=pending")
                                .json()
                                .get("approvals"),
                        list -> list.size() == 1)
                .get(0)
                .get("id")
                .asText();
    }

    private String story(String subject) throws IOException, InterruptedException {
        JsonNode sessions =
                auditor.get("/api/sessions?subject=" + subject).json().get("sessions");
        assertThat(sessions).hasSize(1);
        return auditor.text("/api/sessions/" + sessions.get(0).get("sessionId").asText())
                .body();
    }
}
