package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.JdbcPlace.rows;
import static io.postern.deploy.e2e.JdbcPlace.tellAtBoth;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** pgjdbc in its query modes, with batches, cursors, COPY, notifications, cancels, large objects and savepoints. */
class PgjdbcIT {

    private static final OwnedDatabase DATABASE = new OwnedDatabase("pgjdbc", "pgjdbc_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.withAgents(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), DATABASE);

    @ParameterizedTest
    @CsvSource({
        "simple, 5, 3",
        "extended, 5, 3",
        "extended, 1, 3",
        "extended, -1, 3",
        "extended, 0, 3.2",
        "extendedForPrepared, 5, 3",
        "extendedCacheEverything, 2, 3.2"
    })
    void statementsInEachQueryMode(String mode, String prepareThreshold, String protocolVersion) throws Exception {
        List<Object> seen = tellAtBoth(
                GATE,
                DATABASE,
                (place, says) ->
                        PgjdbcStories.statementsInEachQueryMode(place, says, mode, prepareThreshold, protocolVersion));

        assertThat(seen).contains(List.of(1, 2), List.of(List.of("one"), List.of("two"), List.of("three")));
    }

    @ParameterizedTest
    @CsvSource({"extended, false", "extended, true", "simple, false", "extendedCacheEverything, true"})
    void batches(String mode, String rewrite) throws Exception {
        List<Object> seen =
                tellAtBoth(GATE, DATABASE, (place, says) -> PgjdbcStories.batches(place, says, mode, rewrite));

        assertThat(seen)
                .contains(List.of(List.of("260")))
                .anySatisfy(said -> assertThat(said).asString().contains("23505"));
    }

    @Test
    void cursors() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::cursors);

        assertThat(seen).contains(50, 18, 30, "22012 division by zero");
    }

    @Test
    void copies() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::copies);

        assertThat(seen).startsWith(3L, 20000L, 3L).endsWith(List.of(List.of("20003")));
        assertThat(seen)
                .filteredOn(said -> String.valueOf(said).startsWith("22P02"))
                .hasSize(1);
    }

    @Test
    void notificationsAndNotices() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::notificationsAndNotices);

        assertThat(seen)
                .containsExactly(List.of("news: from another", "news: again", "news: from myself"), "hello, careful");
    }

    @Test
    void cancelsAndTimeouts() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::cancelsAndTimeouts);

        assertThat(seen)
                .containsExactly(
                        "57014 canceling statement due to user request",
                        "57014 canceling statement due to user request",
                        "57014 canceling statement due to statement timeout",
                        List.of(List.of("alive")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "always", "conservative"})
    void autosaveAndSavepoints(String autosave) throws Exception {
        List<Object> seen =
                tellAtBoth(GATE, DATABASE, (place, says) -> PgjdbcStories.autosaveAndSavepoints(place, says, autosave));

        assertThat(seen.get(1))
                .isEqualTo(
                        autosave.equals("always")
                                ? "no error"
                                : "25P02 current transaction is aborted,"
                                        + " commands ignored until end of transaction block");
        assertThat(seen).last().asString().contains("[4, new]").doesNotContain("5");
    }

    @Test
    void largeObjectsBySqlFunctions() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::largeObjectsBySqlFunctions);

        assertThat(seen).startsWith("\\x00010203ff", "1");
    }

    /** The driver's own large objects go by FunctionCall, whose effect cannot be judged. */
    @Test
    void largeObjectsByFastPathAreRefusedAndTheSessionLivesOn() throws Exception {
        try (Connection connection = GATE.connect(DATABASE, new Properties())) {
            connection.setAutoCommit(false);
            SqlCalls.assertSqlState(
                    "0A000",
                    () -> connection
                            .unwrap(PGConnection.class)
                            .getLargeObjectAPI()
                            .createLO());
            SqlCalls.assertSqlState("25P02", () -> rows(connection, "SELECT 1"));
            connection.rollback();
            connection.setAutoCommit(true);

            assertThat(rows(connection, "SELECT 'alive'")).containsExactly(List.of("alive"));
        }
    }

    @Test
    void metadata() throws Exception {
        List<Object> seen = tellAtBoth(GATE, DATABASE, PgjdbcStories::metadata);

        assertThat(seen).last().isEqualTo("numeric");
        assertThat((List<?>) seen.get(3)).hasSize(5);
    }

    @Test
    void anAgentSeesMaskedValuesInTextAndBinaryFormat() throws SQLException {
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
                        MaskedCustomers.assertMasked(
                                MaskedCustomers.raw(GATE, id), rows.getString("email"), rows.getString("phone"));
                    }
                }
            }
        }
    }

    @Test
    void anAgentFetchesMaskedValuesInPortions() throws SQLException {
        try (Connection agent = GATE.connect("java-agent", "agents")) {
            agent.setAutoCommit(false);
            try (Statement statement = agent.createStatement()) {
                statement.setFetchSize(7);
                List<List<String>> customers = rows(statement.executeQuery("SELECT email FROM customers ORDER BY id"));
                assertThat(customers)
                        .hasSizeGreaterThan(100)
                        .allSatisfy(row -> assertThat(row.get(0)).contains("***"));
            }
            agent.commit();
        }
    }
}
