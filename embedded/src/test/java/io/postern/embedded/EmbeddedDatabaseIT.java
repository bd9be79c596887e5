package io.postern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path directory;

    @Test
    void superuserSignsInByScramWithItsPasswordOnly() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            assertThat(ask(
                            database,
                            "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = 'postgres'"))
                    .isEqualTo("t");
            assertThat(ask(database, "select system_user")).isEqualTo("scram-sha-256:postgres");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(
                                    database.jdbcUrl("postgres"), database.superuser(), "wrong")
                            .close())
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void committedRowsSurviveRestartWithSettingsOfTheStartAndNothingTrustedOrLazy() throws SQLException {
        int port;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            port = database.port();
            run(database, "create table notes(text text)", "insert into notes values ('kept')");
        }

        Map<String, String> settings = Map.of("application_name", "it's \\ here");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port, PASSWORD, settings)) {
            assertThat(ask(database, "select text from notes")).isEqualTo("kept");
            assertThat(ask(database, "select setting from pg_file_settings where name = 'application_name'"))
                    .isEqualTo("it's \\ here");
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void serverLeftByKilledProcessIsReplacedWithItsDataKept() throws Exception {
        Process holder = hold(Map.of());
        int port;
        long orphan;
        try {
            port = Integer.parseInt(holder.inputReader().readLine());
            orphan = serverProcess();
        } finally {
            holder.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, port, PASSWORD)) {
            assertThat(ask(database, "select text from notes")).isEqualTo("kept");
            assertThat(serverProcess()).isNotEqualTo(orphan);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    @Test
    void serverKilledTogetherWithItsProcessStartsAgain() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD);
        run(database, "create table notes(text text)", "insert into notes values ('kept')");
        ProcessHandle server = ProcessHandle.of(serverProcess()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(30, TimeUnit.SECONDS);
        database.stop();

        try (EmbeddedDatabase again = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            assertThat(ask(again, "select text from notes")).isEqualTo("kept");
        }
    }

    @Test
    void directoryInUseIsRefusedAndForeignProcessInItsLockFileIsNot() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(directory, 0, PASSWORD))
                    .withMessageContaining("in use");
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            assertThat(ask(database, "select 1")).isEqualTo("1");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(Ports.loopback(), 0));

            assertThatExceptionOfType(PortInUse.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(directory, taken.getLocalPort(), PASSWORD))
                    .withMessage("port %d for PostgreSQL is in use", taken.getLocalPort());
        }
    }

    /** Needs root, as only root has to become somebody else. */
    @Test
    void rootWithoutUserNamespacesStartsAsNobody() throws Exception {
        assumeThat(RunAs.userId(directory)).isZero();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path programs = Files.createDirectory(directory.resolve("programs"));
        for (String program : List.of("setpriv", "true")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }

        Process holder = hold(Map.of("PATH", programs.toString()));
        try {
            assertThat(holder.inputReader().readLine()).matches("[0-9]+");
            assertThat(ProcessHandle.of(serverProcess()).flatMap(p -> p.info().user()))
                    .contains("nobody");
        } finally {
            holder.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, PASSWORD)) {
            assertThat(ask(database, "select text from notes")).isEqualTo("kept");
        }
    }

    private Process hold(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHolder.class.getName(),
                        directory.toString(),
                        PASSWORD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private long serverProcess() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("cluster/postmaster.pid")).get(0));
    }

    static void run(EmbeddedDatabase database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("postgres"), database.superuser(), PASSWORD);
    }
}
