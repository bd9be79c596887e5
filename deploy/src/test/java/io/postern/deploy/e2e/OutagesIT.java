package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.assertSqlState;
import static io.postern.deploy.e2e.SqlCalls.async;
import static io.postern.deploy.e2e.SqlCalls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Each part stopped in turn: what the client sees, what recovers by itself, and that no statement that ran is missing. */
class OutagesIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final WebApi approver =
            new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
    private final WebApi auditor = new WebApi(GATE.auditUrl(), GATE.issuer().webToken("olive", "auditors"));

    /** The next test starts from a gate that works. */
    @AfterEach
    void everythingIsBack() {
        await().atMost(RECOVERY).ignoreExceptions().untilAsserted(() -> {
            try (Connection agent = GATE.connect("after-agent", "agents")) {
                assertThat(one(agent, "SELECT 1")).isEqualTo("1");
            }
        });
    }

    @Test
    void withoutKafkaNothingRunsAndTheSessionRecovers() throws Exception {
        try (Connection agent = GATE.connect("kafka-agent", "agents");
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT 'before the outage'");
            GATE.kafka().stop();

            assertSqlState("58000", () -> statement.execute("SELECT 'before the outage'"));
            assertSqlState("58000", () -> statement.execute("SELECT 1 AS never_seen_shape"));

            GATE.kafka().restart();
            await().atMost(RECOVERY)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> statement.execute("SELECT 'after the outage'"));
        }
        assertRecorded("kafka-agent", "before the outage", "after the outage");
    }

    @Test
    void withoutThePolicyServiceKnownShapesRunAndNewOnesDoNot() throws Exception {
        try (Connection agent = GATE.connect("policy-agent", "agents");
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT name FROM products WHERE id = 1");
            GATE.stopPolicy();

            assertThat(one(agent, "SELECT name FROM products WHERE id = 2")).isNotEmpty();
            assertSqlState("58000", () -> statement.execute("SELECT price, stock FROM products WHERE id = 3"));

            GATE.startPolicy();
            await().atMost(RECOVERY)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> statement.execute("SELECT price, stock FROM products WHERE id = 4"));
        }
        assertRecorded("policy-agent", "WHERE id = 1", "WHERE id = 2", "58000", "WHERE id = 4");
    }

    @Test
    void aParkedStatementSurvivesARestartOfTheApprovalService() throws Exception {
        try (Connection agent = GATE.connect("approval-agent", "agents");
                Statement statement = agent.createStatement()) {
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 11"));
            String before = pendingId();
            GATE.stopApprovals();
            assertThat(update).isNotDone();
            GATE.startApprovals();

            assertThat(pendingId()).isEqualTo(before);
            approver.post("/api/approvals/" + before + "/approve", "{\"reason\":\"after the restart\"}");

            assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertRecorded("approval-agent", "after the restart", "UPDATE 1");
    }

    @Test
    void withoutTheApprovalServiceAStatementParksAndWaits() throws Exception {
        try (Connection agent = GATE.connect("waiting-agent", "agents");
                Statement statement = agent.createStatement()) {
            GATE.stopApprovals();
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 12"));
            await().atMost(RECOVERY).until(() -> statement.getWarnings() != null);
            assertThat(update).isNotDone();
            GATE.startApprovals();

            approver.post("/api/approvals/" + pendingId() + "/approve", "{\"reason\":\"back again\"}");

            assertThat(update.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void withoutTheAuditServiceClientsNoticeNothingAndNothingIsMissing() throws Exception {
        GATE.stopAudit();
        try (Connection agent = GATE.connect("audit-agent", "agents")) {
            assertThat(one(agent, "SELECT 'while audit is away'")).isEqualTo("while audit is away");
        }
        GATE.startAudit();

        assertRecorded("audit-agent", "while audit is away");
    }

    @Test
    void withoutPostgresSessionsEndAndNewOnesWorkWhenItIsBack() throws Exception {
        try (Connection agent = GATE.connect("postgres-agent", "agents");
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT 'while it was there'");
            GATE.postgres().stop();

            assertThatThrownBy(() -> statement.execute("SELECT 2"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState())
                                    .as(failure.getMessage())
                                    .isIn("57P01", "08006"));
            assertSqlState(
                    "08006", () -> GATE.connect("postgres-agent", "agents").close());

            GATE.postgres().restart();
            await().atMost(RECOVERY)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> {
                        try (Connection again = GATE.connect("postgres-agent-2", "agents")) {
                            return one(again, "SELECT 'it is back'").equals("it is back");
                        }
                    });
        }
        assertRecorded("postgres-agent-2", "it is back");
        assertRecorded("postgres-agent", "while it was there");
    }

    private String pendingId() {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> {
                            JsonNode answer =
                                    approver.get("/api/approvals?state=pending").json();
                            JsonNode list = answer.isArray() ? answer : answer.get("approvals");
                            return list.isEmpty() ? "" : list.get(0).get("id").asText();
                        },
                        id -> !id.isEmpty());
    }

    /** Every text is in the replay of some session of the subject. */
    private void assertRecorded(String subject, String... texts) {
        await().atMost(RECOVERY).ignoreExceptions().untilAsserted(() -> {
            StringBuilder stories = new StringBuilder();
            JsonNode sessions = auditor.get("/api/sessions?subject=" + subject).json();
            for (JsonNode session : sessions.isArray() ? sessions : sessions.get("sessions")) {
                String id = session.has("id")
                        ? session.get("id").asText()
                        : session.get("sessionId").asText();
                stories.append(auditor.text("/api/sessions/" + id).body());
            }
            assertThat(stories.toString()).contains(texts);
        });
    }
}
