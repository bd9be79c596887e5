package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** The Model Context Protocol's PostgreSQL server between an agent and the gate. */
class McpServerIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("mcp", "mcp_owner");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Gate GATE =
            Gate.withAgents(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @Test
    void seesNoDifference() throws Exception {
        ClientProgram.of(
                        "psql",
                        "-X",
                        "-q",
                        "-c",
                        "CREATE TABLE notes (id int PRIMARY KEY, body text, at timestamptz)",
                        "-c",
                        "INSERT INTO notes VALUES (1, 'one', '2024-02-29 12:00Z'), (2, NULL, NULL)")
                .run(GATE.directEnvironment(DATABASE));

        List<String> direct = conversation(GATE.directEnvironment(DATABASE));
        List<String> throughTheGate = conversation(GATE.environment(DATABASE));

        assertThat(throughTheGate).isEqualTo(direct);
        assertThat(direct.get(0)).contains("example-servers/postgres");
        assertThat(direct.get(1)).contains("Run a read-only SQL query");
        assertThat(direct.get(2)).contains("\\\"body\\\": \\\"one\\\"");
        assertThat(direct.get(3)).contains("cannot execute INSERT in a read-only transaction");
        assertThat(direct.get(4)).contains("\\\"notes\\\" database schema");
        assertThat(direct.get(5)).contains("timestamp with time zone");
    }

    private static List<String> conversation(Map<String, String> environment) throws Exception {
        try (McpServer server = new McpServer(environment)) {
            List<String> answers = new ArrayList<>();
            answers.add(server.initialize().toString());
            answers.add(server.ask("tools/list", Map.of()).toString());
            answers.add(server.query("SELECT * FROM notes ORDER BY id").toString());
            answers.add(server.query("INSERT INTO notes VALUES (3)").toString());
            JsonNode resources = server.ask("resources/list", Map.of());
            answers.add(resources.toString());
            String uri = resources.at("/result/resources/0/uri").asText();
            answers.add(server.ask("resources/read", Map.of("uri", uri)).toString());
            return answers.stream()
                    .map(answer -> answer.replace(":" + environment.get("PGPORT") + "/", ":port/"))
                    .toList();
        }
    }

    @Test
    void anAgentSeesMaskedValuesAndChangesNothing() throws Exception {
        String before = customers();
        try (McpServer server = new McpServer(GATE.environment("mcp-agent", "agents"))) {
            server.initialize();

            assertThat(server.query("SELECT id, name, email, phone FROM customers WHERE id = 1")
                            .at("/result/content/0/text")
                            .asText())
                    .contains("\"id\": 1", "***")
                    .doesNotContain(
                            MaskedCustomers.raw(GATE, 1).email(),
                            MaskedCustomers.raw(GATE, 1).phone());
            for (String attempt : List.of(
                    "DROP TABLE customers",
                    "DELETE FROM customers",
                    "COMMIT; DELETE FROM customers; SELECT 1",
                    "SELECT * FROM employees")) {
                JsonNode answer = server.query(attempt);
                assertThat(answer.has("error")).as(answer.toString()).isTrue();
            }
            assertThat(server.query("SELECT count(*)::int AS customers FROM customers")
                            .at("/result/content/0/text")
                            .asText())
                    .contains("\"customers\": " + before);
            assertThat(server.ask("resources/list", Map.of()).toString()).contains("customers");
            assertThat(server.ask("resources/read", Map.of("uri", "postgres://x/customers/schema"))
                            .toString())
                    .contains("email");
        }
        assertThat(customers()).isEqualTo(before);
    }

    private static String customers() throws SQLException {
        try (Connection oracle = GATE.oracle()) {
            return SqlCalls.one(oracle, "SELECT count(*) FROM customers");
        }
    }

    /** Spoken to in JSON-RPC, a line for each message. */
    private static final class McpServer implements AutoCloseable {

        private final OtherProcess process;
        private int requests;

        /** The server takes a connection's address as its only argument. */
        McpServer(Map<String, String> environment) throws IOException {
            String address = "postgres://%s:%s@%s:%s/%s?sslmode=%s"
                    .formatted(
                            environment.get("PGUSER"),
                            URLEncoder.encode(
                                            Optional.ofNullable(environment.get("PGPASSWORD"))
                                                    .orElseThrow(),
                                            StandardCharsets.UTF_8)
                                    .replace("+", "%20"),
                            environment.get("PGHOST"),
                            environment.get("PGPORT"),
                            environment.get("PGDATABASE"),
                            "disable".equals(environment.get("PGSSLMODE")) ? "disable" : "no-verify");
            process = OtherProcess.start(
                    Map.of(),
                    List.of(
                            "node",
                            "--no-warnings",
                            ClientProgram.file("node/node_modules/@modelcontextprotocol/server-postgres/dist/index.js"),
                            address));
        }

        JsonNode initialize() throws IOException {
            JsonNode answer = ask(
                    "initialize",
                    Map.of(
                            "protocolVersion",
                            "2024-11-05",
                            "capabilities",
                            Map.of(),
                            "clientInfo",
                            Map.of("name", "test", "version", "0")));
            process.type(JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "method", "notifications/initialized")));
            return answer;
        }

        JsonNode query(String sql) throws IOException {
            return ask("tools/call", Map.of("name", "query", "arguments", Map.of("sql", sql)));
        }

        JsonNode ask(String method, Map<String, Object> parameters) throws IOException {
            int id = ++requests;
            process.type(JSON.writeValueAsString(
                    Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters)));
            String answer = await("answer to " + method)
                    .atMost(SOON)
                    .until(() -> lineWith("\"id\":" + id), Optional::isPresent)
                    .orElseThrow(() -> new IllegalStateException(process.output()));
            return JSON.readTree(answer);
        }

        private Optional<String> lineWith(String id) {
            return process.output()
                    .lines()
                    .filter(line -> line.startsWith("{") && (line.contains(id + ",") || line.endsWith(id + "}")))
                    .findFirst();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
