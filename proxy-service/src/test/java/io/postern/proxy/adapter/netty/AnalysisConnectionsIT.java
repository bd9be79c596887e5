package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.identity.Secret;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.config.AnalysisSettings;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.proof.Analysis;
import io.postern.proxy.proof.AnalysisState;
import io.postern.proxy.proof.Standpoint;
import io.postern.testkit.PostgresFixture;

/** What a server makes of a text is found out without running it, and not for ever. */
class AnalysisConnectionsIT {

    private static final Standpoint QUIET = new Standpoint("shop", "quiet", List.of("public"), "c1");
    private static final Standpoint LOUD = new Standpoint("shop", "loud", List.of("public"), "c1");
    private static final Standpoint WRONG = new Standpoint("shop", "wrong", List.of("public"), "c1");

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive();

    @TempDir
    static Path directory;

    private static final ExecutorService BLOCKING = Executors.newFixedThreadPool(4);
    private static List<DatabaseTarget> databases = List.of();

    private final List<AnalysisConnections> opened = new ArrayList<>();

    @BeforeAll
    static void roles() throws SQLException, IOException {
        Path password = directory.resolve("password");
        Path other = directory.resolve("other");
        Files.writeString(password, "open sesame");
        Files.writeString(other, "guess");
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE ROLE quiet LOGIN PASSWORD 'open sesame';
                    ALTER ROLE quiet SET log_min_messages = fatal;
                    CREATE ROLE loud LOGIN PASSWORD 'open sesame';
                    CREATE ROLE wrong LOGIN PASSWORD 'open sesame';
                    CREATE TABLE held (id int);
                    CREATE SEQUENCE counted;
                    GRANT ALL ON held, counted TO quiet""");
        }
        RoleCredential quiet = new RoleCredential("quiet", new Secret("file:" + password));
        databases = List.of(new DatabaseTarget(
                "shop",
                DatabaseServer.inClear(POSTGRES.host(), POSTGRES.port(), "postgres"),
                List.of("public"),
                List.of(
                        quiet,
                        new RoleCredential("loud", new Secret("file:" + password)),
                        new RoleCredential("wrong", new Secret("file:" + other))),
                quiet));
    }

    @AfterEach
    void close() {
        opened.forEach(AnalysisConnections::close);
    }

    @AfterAll
    static void stop() {
        BLOCKING.shutdownNow();
    }

    private AnalysisConnections connections(AnalysisSettings settings) {
        AnalysisConnections connections = new AnalysisConnections(databases, settings, Duration.ofSeconds(5), BLOCKING);
        opened.add(connections);
        return connections;
    }

    private static AnalysisSettings settings(int connections, int queue, Duration limit, int maxTreeBytes) {
        return new AnalysisSettings(connections, queue, limit, Duration.ofMinutes(1), maxTreeBytes);
    }

    private static CompletableFuture<Analysis> ask(AnalysisConnections connections, Standpoint standpoint, String sql) {
        return connections
                .analyse(standpoint, SqlText.of(sql), List.of())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private static AnalysisState.Kind kind(AnalysisConnections connections, String role) {
        return Objects.requireNonNull(connections.states().get(role)).kind();
    }

    @Test
    void treeComesAndNothingRuns() throws SQLException {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());

        // When
        Analysis analysis = ask(connections, QUIET, "SELECT nextval('counted'), pg_sleep(60)")
                .join();

        // Then
        assertThat(analysis).isInstanceOf(Analysis.Printed.class);
        assertThat(((Analysis.Printed) analysis).text()).startsWith("({QUERY ");
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT is_called FROM counted")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBoolean(1)).isFalse();
        }
    }

    @Test
    void textThatTheServerRefusesIsRejected() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());

        // When
        Analysis refused = ask(connections, QUIET, "SELECT nothing_like_it").join();
        Analysis next = ask(connections, QUIET, "SELECT 1").join();

        // Then
        assertThat(refused).isInstanceOf(Analysis.Rejected.class);
        assertThat(((Analysis.Rejected) refused).sqlState()).isEqualTo("42703");
        assertThat(refused.toString()).doesNotContain("nothing_like_it");
        assertThat(next).isInstanceOf(Analysis.Printed.class);
    }

    @Test
    void twoStatementsAreNoQuestion() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());

        // When
        Analysis analysis = ask(connections, QUIET, "SELECT 1; DROP TABLE held").join();

        // Then
        assertThat(analysis).isInstanceOf(Analysis.Rejected.class);
    }

    @Test
    void treeBeyondTheLimitIsNotRead() {
        // Given
        AnalysisConnections connections = connections(settings(1, 10, Duration.ofSeconds(10), 256 * 1024));
        String large = "SELECT 1 WHERE 1 IN (1" + ", 1".repeat(5_000) + ")";

        // When
        Analysis analysis = ask(connections, QUIET, large).join();
        Analysis next = ask(connections, QUIET, "SELECT 1").join();

        // Then
        assertThat(analysis).isEqualTo(new Analysis.TooLarge());
        assertThat(next).isInstanceOf(Analysis.Printed.class);
    }

    @Test
    void lockedRelationIsNotWaitedForLong() throws SQLException {
        // Given
        AnalysisConnections connections = connections(settings(1, 1, Duration.ofMillis(500), 1024 * 1024));
        ask(connections, QUIET, "SELECT 1").join();
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");

            // When
            CompletableFuture<Analysis> locked = ask(connections, QUIET, "SELECT id FROM held");
            CompletableFuture<Analysis> waiting = ask(connections, QUIET, "SELECT id FROM held");
            CompletableFuture<Analysis> beyond = ask(connections, QUIET, "SELECT id FROM held");

            // Then
            assertThat(beyond.join()).isEqualTo(new Analysis.Unavailable("too many statements wait to be analysed"));
            assertThat(locked.join()).isInstanceOf(Analysis.Unavailable.class);
            assertThat(waiting.join()).isInstanceOf(Analysis.Unavailable.class);
            connection.rollback();
        }
        await().untilAsserted(() -> assertThat(
                        ask(connections, QUIET, "SELECT id FROM held").join())
                .isInstanceOf(Analysis.Printed.class));
    }

    @Test
    void wrongPasswordIsNoProof() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());

        // When
        Analysis analysis = ask(connections, WRONG, "SELECT 1").join();

        // Then
        assertThat(analysis).isInstanceOf(Analysis.Unavailable.class);
        assertThat(kind(connections, "shop/wrong")).isEqualTo(AnalysisState.Kind.IMPOSSIBLE);
    }

    @Test
    void statesTellWhoseStatementsTheServerLogs() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());
        assertThat(kind(connections, "shop/quiet")).isEqualTo(AnalysisState.Kind.UNKNOWN);

        // When
        connections.probe();

        // Then
        await().untilAsserted(() -> {
            assertThat(kind(connections, "shop/quiet")).isEqualTo(AnalysisState.Kind.PROVING);
            assertThat(kind(connections, "shop/loud")).isEqualTo(AnalysisState.Kind.PROVING_AND_LOGGED);
            assertThat(kind(connections, "shop/wrong")).isEqualTo(AnalysisState.Kind.IMPOSSIBLE);
        });
    }

    @Test
    void serverThatWasAwayIsAskedAgain() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());
        ask(connections, LOUD, "SELECT 1").join();

        // When
        POSTGRES.restart();

        // Then
        await().untilAsserted(() ->
                assertThat(ask(connections, LOUD, "SELECT 1").join()).isInstanceOf(Analysis.Printed.class));
    }

    @Test
    void manyAtOnceShareTheConnections() throws SQLException {
        // Given
        AnalysisConnections connections = connections(settings(2, 100, Duration.ofSeconds(20), 1024 * 1024));

        // When
        List<CompletableFuture<Analysis>> asked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            asked.add(ask(connections, QUIET, "SELECT " + i));
        }
        asked.forEach(CompletableFuture::join);

        // Then
        assertThat(asked).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Analysis.Printed.class));
        try (Connection connection = POSTGRES.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'postern analysis'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isBetween(1, 2);
        }
    }

    @Test
    void closedConnectionsAnswerAtOnce() {
        // Given
        AnalysisConnections connections = connections(AnalysisSettings.defaults());
        connections.close();

        // Then
        assertThat(ask(connections, QUIET, "SELECT 1").join()).isInstanceOf(Analysis.Unavailable.class);
    }
}
