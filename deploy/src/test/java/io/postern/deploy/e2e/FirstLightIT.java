package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.assertSqlState;
import static io.postern.deploy.e2e.SqlCalls.async;
import static io.postern.deploy.e2e.SqlCalls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** One statement's whole life: masked, refused, parked, approved, denied, cancelled, and on record. */
class FirstLightIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String AGENT = "mcp-support";

    private final WebApi approver =
            new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
    private final WebApi auditor = new WebApi(GATE.auditUrl(), GATE.issuer().webToken("olive", "auditors"));

    @BeforeEach
    void nothingIsCancelled() throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement()) {
            statement.execute("UPDATE orders SET status = 'pending'");
        }
    }

    @Test
    void anAgentSeesMaskedColumnsAndNeverTheRawOnes() throws SQLException {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Connection oracle = GATE.oracle()) {
            for (int id = 1; id <= 3; id++) {
                String raw = one(oracle, "SELECT email FROM customers WHERE id = " + id);
                String seen = one(agent, "SELECT id, name, email FROM customers WHERE id = " + id, 3);

                assertThat(raw).contains("@");
                assertThat(seen).isNotEqualTo(raw).contains("***");
            }
        }
    }

    @Test
    void aRefusedStatementSaysWhyAndTheSessionLivesOn() throws SQLException {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DROP TABLE customers"))
                    .isInstanceOfSatisfying(SQLException.class, refusal -> {
                        assertThat(refusal.getSQLState()).isEqualTo("42501");
                        assertThat(refusal.getMessage()).contains("DROP TABLE");
                    });

            assertThat(one(agent, "SELECT count(*) FROM customers")).isNotEqualTo("0");
        }
    }

    @Test
    void aRefusalInATransactionFailsItAsAServerErrorDoes() throws SQLException {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            agent.setAutoCommit(false);
            statement.execute("SELECT 1");

            assertSqlState("42501", () -> statement.execute("DROP TABLE customers"));

            assertSqlState("25P02", () -> statement.execute("SELECT 1"));
            agent.rollback();
            assertThat(one(agent, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aParkedStatementRunsInItsTransactionOnceApproved() throws Exception {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            agent.setAutoCommit(false);
            statement.execute("SELECT 1");

            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 5"));
            JsonNode approval = pending("id = 5");
            assertThat(update).isNotDone();
            assertThat(orderStatus(5)).isNotEqualTo("cancelled");
            assertThat(approval.get("requester").get("subject").asText()).isEqualTo(AGENT);
            WebApi.Answer answer = approver.post(
                    "/api/approvals/" + approval.get("id").asText() + "/approve", "{\"reason\":\"customer called\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);

            assertThat(update.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            SQLWarning notice = statement.getWarnings();
            assertThat(notice.getMessage())
                    .contains("parked, approval " + approval.get("id").asText());
            assertThat(orderStatus(5)).as("not yet committed").isNotEqualTo("cancelled");
            agent.commit();
            assertThat(orderStatus(5)).isEqualTo("cancelled");
        }
    }

    @Test
    void aDeniedStatementDoesNotRun() throws Exception {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 6"));
            String id = pending("id = 6").get("id").asText();
            approver.post("/api/approvals/" + id + "/deny", "{\"reason\":\"wrong order\"}");

            assertThatThrownBy(() -> update.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(SQLException.class, refusal -> {
                        assertThat(refusal.getSQLState()).isEqualTo("42501");
                        assertThat(refusal.getMessage())
                                .contains("denied by ada")
                                .contains("wrong order");
                    });
            assertThat(orderStatus(6)).isNotEqualTo("cancelled");
            assertThat(one(agent, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void cancellingAParkedStatementWithdrawsItsRequest() throws Exception {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 7"));
            String id = pending("id = 7").get("id").asText();

            statement.cancel();

            assertThatThrownBy(() -> update.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("57014"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(approver.get("/api/approvals/" + id)
                                    .json()
                                    .get("state")
                                    .asText())
                            .isEqualTo("WITHDRAWN"));
            WebApi.Answer late = approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"too late\"}");
            assertThat(late.status()).isEqualTo(409);
            assertThat(orderStatus(7)).isNotEqualTo("cancelled");
        }
    }

    @Test
    void nobodyApprovesTheirOwnRequest() throws Exception {
        try (Connection agent = GATE.connect(AGENT, "agents");
                Statement statement = agent.createStatement()) {
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 8"));
            String id = pending("id = 8").get("id").asText();
            WebApi self = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken(AGENT, "agents", "approvers"));

            WebApi.Answer answer = self.post("/api/approvals/" + id + "/approve", "{\"reason\":\"trust me\"}");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(update).isNotDone();
            statement.cancel();
            assertThatThrownBy(() -> update.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aPreparedStatementIsParkedWithItsParameters() throws Exception {
        try (Connection agent = GATE.connect(AGENT, "agents");
                PreparedStatement statement = agent.prepareStatement("UPDATE orders SET status = ? WHERE id = ?")) {
            statement.setString(1, "cancelled");
            statement.setInt(2, 9);
            CompletableFuture<Integer> update = async(statement::executeUpdate);
            JsonNode approval = pending("$2");
            assertThat(approval.get("parameters").toString()).contains("cancelled");
            approver.post("/api/approvals/" + approval.get("id").asText() + "/approve", "{\"reason\":\"ok\"}");

            assertThat(update.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(orderStatus(9)).isEqualTo("cancelled");
        }
    }

    @Test
    void theSessionIsOnRecordFromEndToEnd() throws Exception {
        try (Connection agent = GATE.connect("replayed-agent", "agents");
                Statement statement = agent.createStatement()) {
            statement.execute("SELECT email FROM customers WHERE id = 1");
            assertSqlState("42501", () -> statement.execute("DROP TABLE customers"));
            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 10"));
            String id = pending("id = 10").get("id").asText();
            approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"seen and fine\"}");
            update.get(20, TimeUnit.SECONDS);
        }

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode sessions =
                    auditor.get("/api/sessions?subject=replayed-agent").json();
            String session = sessions.findValue("id") == null
                    ? sessions.findValue("sessionId").asText()
                    : sessions.findValue("id").asText();
            String story = auditor.text("/api/sessions/" + session).body();
            assertThat(story)
                    .contains(
                            "replayed-agent",
                            "agents",
                            "SELECT email FROM customers WHERE id = 1",
                            "public.customers.email",
                            "DROP TABLE customers",
                            "42501",
                            "UPDATE orders SET status = 'cancelled' WHERE id = 10",
                            "ada",
                            "seen and fine",
                            "UPDATE 1");
        });
    }

    @Test
    void onlyBelievableTokensOpenASession() {
        assertSqlState(
                "28P01", () -> GATE.connectWithToken(AGENT, "not-a-token").close());
        assertSqlState(
                "28P01",
                () -> GATE.connectWithToken(AGENT, GATE.issuer().webToken(AGENT, "agents"))
                        .close());
        assertSqlState(
                "28000",
                () -> GATE.connectWithToken("somebody-else", GATE.issuer().token(AGENT, "agents"))
                        .close());
        assertSqlState("28000", () -> GATE.connect("stranger", "nobody").close());
    }

    /** The pending approval whose statement holds the text. */
    private JsonNode pending(String text) {
        return await().atMost(SOON).until(() -> find(text), found -> !found.isMissingNode());
    }

    private JsonNode find(String text) throws IOException, InterruptedException {
        JsonNode answer = approver.get("/api/approvals?state=pending").json();
        for (JsonNode approval : answer.isArray() ? answer : answer.get("approvals")) {
            if (approval.get("statement").asText().contains(text)) {
                return approval;
            }
        }
        return MissingNode.getInstance();
    }

    private static String orderStatus(int id) throws SQLException {
        try (Connection oracle = GATE.oracle()) {
            return one(oracle, "SELECT status FROM orders WHERE id = " + id);
        }
    }
}
