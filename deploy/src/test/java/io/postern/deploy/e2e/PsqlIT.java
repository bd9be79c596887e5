package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** psql, with scripts and with somebody at a terminal; its older versions do not describe everything of newer servers. */
class PsqlIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("psql", "psql_owner");
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final Gate GATE =
            Gate.withAgents(KafkaFixture.exclusive(), PostgresFixture.version15(), TestIssuer.shared(), DATABASE);

    @Test
    void describesTheSame() throws Exception {
        String said = ClientProgram.of("psql", "-X", "-f", ClientProgram.file("psql/describe.sql"))
                .runBothWays(GATE, DATABASE);

        assertThat(said)
                .contains(
                        "Partition key: RANGE (at)",
                        "generated always as identity",
                        "what they are called",
                        "touched BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION noisy()",
                        "POLICY \"small\" FOR SELECT",
                        "RAISE NOTICE 'touched %', TG_TABLE_NAME;",
                        "List of schemas",
                        "List of databases",
                        "List of roles")
                .doesNotContain("ERROR:");
    }

    @Test
    void itsCommandsDoTheSame(@TempDir Path directory) throws Exception {
        String said = ClientProgram.of(
                        "psql", "-X", "-c", "\\cd " + directory, "-f", ClientProgram.file("psql/commands.sql"))
                .runBothWays(GATE, DATABASE);

        assertThat(said)
                .contains(
                        "COPY 4901",
                        "4,\"fo,ur\"",
                        "invalid input syntax for type integer: \"seven\"",
                        "table \"made_4\" does not exist",
                        "33\n50\n100\n",
                        "(25 rows)",
                        "ERROR:  no\nHINT:  ask again",
                        "MOVE 1");
        assertThat(directory.resolve("out.txt")).isNotEmptyFile();
    }

    @Test
    void ctrlCEndsWatchAndStatement() throws Exception {
        assertCtrlCWorks(GATE.directEnvironment(DATABASE));
        assertCtrlCWorks(GATE.environment(DATABASE));
    }

    private static void assertCtrlCWorks(Map<String, String> environment) throws Exception {
        try (OtherProcess psql = OtherProcess.psqlInTerminal(environment)) {
            psql.type("SELECT 'tick' || 'tack' AS clock \\watch 0.05");
            await().atMost(SOON).until(() -> psql.output().split("ticktack", -1).length > 3);
            psql.typeCtrlC();
            psql.type("SELECT pg_sleep(100);");
            await().atMost(SOON).until(PsqlIT::somebodySleeps);
            psql.typeCtrlC();
            await().atMost(SOON).until(() -> psql.output().contains("canceling statement due to user request"));
            psql.type("SELECT 'still ' || 'here' AS psql;");
            psql.type("\\q");

            assertThat(psql.finish()).contains("ERROR:  57014", "still here");
        }
    }

    private static boolean somebodySleeps() throws SQLException {
        try (Connection server = GATE.postgres().connect("postgres")) {
            return SqlCalls.one(
                            server,
                            "SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE state = 'active' AND query = 'SELECT pg_sleep(100);'")
                    .equals("1");
        }
    }

    /** libpq's large objects go by FunctionCall, whose effect cannot be judged. */
    @Test
    void largeObjectsAreRefusedAndTheSessionLivesOn(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("large"), "object");

        String said = ClientProgram.of(
                        "psql",
                        "-X",
                        "-v",
                        "VERBOSITY=verbose",
                        "-c",
                        "\\lo_import " + file,
                        "-c",
                        "SELECT 'still here'")
                .run(GATE.environment(DATABASE));

        assertThat(said).contains("0A000", "still here");
    }

    @Test
    void anAgentTakesTheTour() throws Exception {
        try (OtherProcess psql = OtherProcess.psqlInTerminal(GATE.environment("psql-agent", "agents"));
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
                    .doesNotContain(MaskedCustomers.raw(GATE, 1).email());
            assertThat(status(5)).isEqualTo("cancelled");
            assertThat(status(6)).isEqualTo("pending");
        }
    }

    @Test
    void anAgentDescribesTables() throws Exception {
        String said = ClientProgram.of("psql", "-X", "-c", "\\dt", "-c", "\\d customers", "-c", "\\conninfo")
                .run(GATE.environment("psql-agent", "agents"));

        assertThat(said)
                .contains("customers", "order_items", "email", "timestamp with time zone")
                .doesNotContain("ERROR");
    }

    private static String status(int order) throws SQLException {
        try (Connection oracle = GATE.oracle()) {
            return SqlCalls.one(oracle, "SELECT status FROM orders WHERE id = " + order);
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
}
