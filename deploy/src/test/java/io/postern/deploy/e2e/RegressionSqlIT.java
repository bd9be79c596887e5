package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** psql prints the same for broad scripts, straight from PostgreSQL and through the gate where policy allows everything. */
class RegressionSqlIT {

    private static final OwnedDatabase WORKS = new OwnedDatabase("works", "works_owner");

    @RegisterExtension
    static final Gate GATE = Gate.unrestricted(
            KafkaFixture.exclusive(),
            PostgresFixture.exclusive(Map.of("autovacuum", "off")),
            TestIssuer.shared(),
            WORKS);

    private static final Path SCRIPTS = Path.of("src/test/resources/regression");
    private static final Path OUTPUT = Path.of("target/regression");
    private static final int PATIENCE_MINUTES = 3;
    private static final int SHOWN_LINES = 8;

    @TempDir
    Path directory;

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.sorted().toList();
        }
    }

    /** Roles are common to all databases of a server, so the scripts find the one that they need. */
    @BeforeAll
    static void aSecondRole() throws SQLException {
        try (Connection server = GATE.postgres().connect("postgres");
                Statement statement = server.createStatement()) {
            statement.execute("CREATE ROLE works_reader NOLOGIN");
            statement.execute("GRANT works_reader TO " + WORKS.role());
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void psqlPrintsTheSame(Path script) throws IOException, InterruptedException, SQLException {
        Printed direct = psql(GATE.directEnvironment(WORKS), script, "direct");
        Printed gated = psql(GATE.environment(WORKS), script, "gated");

        assertThat(firstDifference(direct.lines(), gated.lines())).isEmpty();
        assertThat(gated.exitStatus()).isEqualTo(direct.exitStatus());
    }

    @Test
    void theScriptsAreBroad() throws IOException {
        long statements = 0;
        for (Path script : scripts()) {
            statements += statements(script);
        }
        System.out.println("regression SQL: at least " + statements + " statements");

        assertThat(statements).isGreaterThanOrEqualTo(500);
    }

    /** Lines that end a statement: fewer than there are, where several stand on one line. */
    private static long statements(Path script) throws IOException {
        return Files.readAllLines(script).stream()
                .filter(line -> !line.startsWith(" ") && !line.startsWith("--"))
                .filter(line -> line.endsWith(";") || line.startsWith("\\copy") || line.endsWith("\\gexec"))
                .count();
    }

    /** A few lines from where the two part, if they do. */
    private static String firstDifference(List<String> direct, List<String> gated) {
        if (gated.equals(direct)) {
            return "";
        }
        int line = 0;
        while (line < Math.min(direct.size(), gated.size()) && direct.get(line).equals(gated.get(line))) {
            line++;
        }
        return "line " + (line + 1) + "\nserver:\n" + excerpt(direct, line) + "\ngate:\n" + excerpt(gated, line);
    }

    private static String excerpt(List<String> lines, int at) {
        return String.join(
                "\n",
                lines.subList(
                        Math.max(0, Math.min(at, lines.size()) - SHOWN_LINES),
                        Math.min(lines.size(), at + SHOWN_LINES)));
    }

    private record Printed(List<String> lines, int exitStatus) {}

    /** In a new database, so that nothing of another run is in it. */
    private Printed psql(Map<String, String> environment, Path script, String run)
            throws IOException, InterruptedException, SQLException {
        WORKS.create(GATE.postgres());
        Path here = Files.createDirectory(directory.resolve(run));
        Path output = Files.createDirectories(OUTPUT).resolve(script.getFileName() + "." + run);
        ProcessBuilder builder = new ProcessBuilder(
                        "psql", "-X", "-a", "-q", "-f", script.toAbsolutePath().toString())
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process psql = builder.start();
        psql.getOutputStream().close();
        if (!psql.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            psql.destroyForcibly();
            throw new IllegalStateException("psql still runs; it printed:\n" + Files.readString(output));
        }
        return new Printed(withoutAccidents(Files.readAllLines(output)), psql.exitValue());
    }

    /** Process ids, which a server gives out as they come: psql prints them with notifications. */
    private static List<String> withoutAccidents(List<String> lines) {
        return lines.stream()
                .map(line ->
                        line.replaceAll("(?<=received from server process with PID )\\d+(?=\\.$)", "<of some process>"))
                .toList();
    }
}
