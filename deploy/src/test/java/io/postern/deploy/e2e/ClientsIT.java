package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Real clients: each connects over TLS, runs a prepared statement with parameters, and sees masked values. */
class ClientsIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Customer(String email, String phone) {}

    @Test
    void nodePostgres() throws Exception {
        assertSeesMasked("node-agent", List.of("node", clientFile("node/masked.mjs")));
    }

    @Test
    void psycopg() throws Exception {
        assertSeesMasked("python-agent", List.of("/usr/bin/python3", clientFile("python/masked.py")));
    }

    @Test
    void pgjdbcInTextAndBinaryFormat() throws SQLException {
        try (Connection agent = GATE.connect("java-agent", "agents")) {
            agent.unwrap(PGConnection.class).setPrepareThreshold(2);
            try (PreparedStatement statement =
                    agent.prepareStatement("SELECT id, name, email, phone FROM customers WHERE id = ?")) {
                for (int execution = 0; execution < 6; execution++) {
                    int id = 1 + execution % 3;
                    statement.setInt(1, id);
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getInt("id")).isEqualTo(id);
                        assertMasked(raw(id), rows.getString("email"), rows.getString("phone"));
                    }
                }
            }
        }
    }

    @Test
    void pgjdbcFetchingInPortions() throws SQLException {
        try (Connection agent = GATE.connect("java-agent", "agents")) {
            agent.setAutoCommit(false);
            try (Statement statement = agent.createStatement()) {
                statement.setFetchSize(7);
                int seen = 0;
                try (ResultSet rows = statement.executeQuery("SELECT id, email FROM customers ORDER BY id")) {
                    while (rows.next()) {
                        seen++;
                        assertThat(rows.getString("email")).contains("***");
                    }
                }
                assertThat(seen).isGreaterThan(100);
            }
            agent.commit();
        }
    }

    @Test
    void psqlTakesTheTour() throws Exception {
        try (OtherProcess psql = OtherProcess.psqlInTerminal(GATE, "psql-agent", "agents");
                Connection oracle = GATE.oracle();
                Statement reset = oracle.createStatement()) {
            reset.execute("UPDATE orders SET status = 'pending' WHERE id IN (5, 6)");
            psql.type("SELECT id, name, email FROM customers LIMIT 3;");
            psql.type("DROP TABLE customers;");
            psql.type("BEGIN;");
            psql.type("UPDATE orders SET status='cancelled' WHERE id=5;");
            await().atMost(SOON).until(() -> psql.output().contains("parked, approval"));
            approve();
            await().atMost(SOON).until(() -> psql.output().contains("UPDATE 1"));
            psql.type("COMMIT;");
            psql.type("UPDATE orders SET status='cancelled' WHERE id=6;");
            await().atMost(SOON).until(() -> psql.output().split("parked, approval", -1).length == 3);
            psql.typeCtrlC();
            await().atMost(SOON).until(() -> psql.output().contains("57014"));
            psql.type("SELECT 'still here' AS psql;");
            psql.type("\\q");

            String said = psql.finish();

            assertThat(said)
                    .contains("***", "ERROR:  42501", "NOTICE:  00000: parked", "UPDATE 1", "COMMIT", "still here")
                    .doesNotContain(raw(1).email());
            assertThat(status(5)).isEqualTo("cancelled");
            assertThat(status(6)).isEqualTo("pending");
        }
    }

    @Test
    void psqlDescribesTables() throws Exception {
        try (OtherProcess psql = OtherProcess.start(GATE, "psql-agent", "agents", List.of("psql", "-X"))) {
            psql.type("\\dt");
            psql.type("\\d customers");
            psql.type("\\conninfo");

            String said = psql.finish();

            assertThat(said)
                    .contains("customers", "order_items", "email", "timestamp with time zone")
                    .doesNotContain("ERROR");
        }
    }

    private static void assertSeesMasked(String subject, List<String> command) throws Exception {
        String said;
        try (OtherProcess client = OtherProcess.start(GATE, subject, "agents", command)) {
            said = client.finish();
        }
        List<String> lines = said.lines().toList();
        assertThat(lines).as(said).hasSize(4);
        for (int i = 0; i < 2; i++) {
            JsonNode seen = JSON.readTree(lines.get(i));
            assertThat(seen.get("id").asInt()).isEqualTo(i + 1);
            assertMasked(
                    raw(i + 1), seen.get("email").asText(), seen.get("phone").asText());
        }
        assertThat(JSON.readTree(lines.get(2)).get("refused").asText()).isEqualTo("42501");
        assertThat(JSON.readTree(lines.get(3)).get("customers").asInt()).isGreaterThan(0);
    }

    private static void assertMasked(Customer raw, String email, String phone) {
        assertThat(email).isNotEqualTo(raw.email()).contains("***");
        assertThat(phone).isNotEqualTo(raw.phone());
    }

    private static Customer raw(int id) throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT email, phone FROM customers WHERE id = " + id)) {
            assertThat(rows.next()).isTrue();
            return new Customer(rows.getString(1), rows.getString(2));
        }
    }

    private static String status(int order) throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT status FROM orders WHERE id = " + order)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void approve() throws IOException, InterruptedException {
        WebApi approver = new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
        JsonNode pending = approver.get("/api/approvals?state=pending").json().get("approvals");
        assertThat(pending).hasSize(1);
        String id = pending.get(0).get("id").asText();
        assertThat(approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"tour\"}")
                        .status())
                .isEqualTo(200);
    }

    private static String clientFile(String name) {
        return Path.of("src/test/clients").resolve(name).toAbsolutePath().toString();
    }
}
