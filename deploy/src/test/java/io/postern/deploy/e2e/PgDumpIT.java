package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** pg_dump and pg_restore. Without large objects, which they read by FunctionCall: the gate refuses that. */
class PgDumpIT {

    private static final String OWNER = "librarian";
    private static final OwnedDatabase LIBRARY = new OwnedDatabase("library", OWNER);
    private static final OwnedDatabase BY_PSQL = new OwnedDatabase("restored_by_psql", OWNER);
    private static final OwnedDatabase BY_PG_RESTORE = new OwnedDatabase("restored_by_pg_restore", OWNER);

    /** A plain dump is fenced with a word that differs each time. */
    private static final Pattern FENCE = Pattern.compile("(?m)^(\\\\(?:un)?restrict) \\w+$");

    @RegisterExtension
    static final Gate GATE = Gate.unrestricted(
            KafkaFixture.exclusive(),
            PostgresFixture.version15(),
            TestIssuer.shared(),
            LIBRARY,
            BY_PSQL,
            BY_PG_RESTORE);

    @BeforeAll
    static void fill() throws Exception {
        ClientProgram.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", ClientProgram.file("pg_dump/library.sql"))
                .run(GATE.directEnvironment(LIBRARY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--schema-only",
                "--data-only",
                "--data-only --inserts --rows-per-insert=100",
                "--column-inserts --table=authors --table=lending.*",
                "--clean --if-exists --create --no-owner --no-privileges",
                "--section=pre-data --serializable-deferrable"
            })
    void plainDumpsAreTheSameToTheByte(String options) throws Exception {
        String direct = dump(GATE.directEnvironment(LIBRARY), options);

        assertThat(dump(GATE.environment(LIBRARY), options)).isEqualTo(direct);
        assertThat(direct).contains("-- PostgreSQL database dump complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=custom", "--format=tar", "--format=directory --jobs=2"})
    void archivesHoldTheSame(String options, @TempDir Path directory) throws Exception {
        String direct = archived(GATE.directEnvironment(LIBRARY), options, directory.resolve("direct"));

        assertThat(archived(GATE.environment(LIBRARY), options, directory.resolve("through-the-gate")))
                .isEqualTo(direct);
        assertThat(direct).isEqualTo(dump(GATE.directEnvironment(LIBRARY), ""));
    }

    @Test
    void psqlRestores(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("dump.sql");
        run(GATE.environment(LIBRARY), "pg_dump", "--file=" + file);

        ClientProgram.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", file.toString())
                .run(GATE.environment(BY_PSQL));

        assertIsTheLibrary(BY_PSQL);
    }

    @Test
    void pgRestoreRestoresWithSeveralJobs(@TempDir Path directory) throws Exception {
        Path archive = directory.resolve("archive");
        run(GATE.environment(LIBRARY), "pg_dump", "--format=directory", "--jobs=2", "--file=" + archive);
        Map<String, String> target = GATE.environment(BY_PG_RESTORE);
        String restore = "--exit-on-error --dbname=" + BY_PG_RESTORE.name();

        run(target, "pg_restore", (restore + " --jobs=2 " + archive).split(" "));
        assertIsTheLibrary(BY_PG_RESTORE);

        run(target, "pg_restore", (restore + " --clean --if-exists " + archive).split(" "));
        assertIsTheLibrary(BY_PG_RESTORE);
    }

    private static void assertIsTheLibrary(OwnedDatabase database) throws IOException, InterruptedException {
        String restored = dump(GATE.directEnvironment(database), "");

        assertThat(restored).isEqualTo(dump(GATE.directEnvironment(LIBRARY), ""));
        assertThat(restored).contains("CREATE TABLE public.books", "978-3000");
    }

    private static String dump(Map<String, String> environment, String options)
            throws IOException, InterruptedException {
        return unfenced(run(environment, "pg_dump", words(options)));
    }

    private static String archived(Map<String, String> environment, String options, Path archive)
            throws IOException, InterruptedException {
        String said = run(environment, "pg_dump", words(options + " --file=" + archive));
        assertThat(said).isEmpty();
        assertThat(isEmpty(archive)).isFalse();
        return unfenced(run(environment, "pg_restore", "--file=-", archive.toString()));
    }

    private static boolean isEmpty(Path archive) throws IOException {
        if (!Files.isDirectory(archive)) {
            return Files.size(archive) == 0;
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.findAny().isEmpty();
        }
    }

    private static String unfenced(String dump) {
        return FENCE.matcher(dump).replaceAll("$1");
    }

    private static String run(Map<String, String> environment, String program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return new ClientProgram(command).run(environment);
    }

    private static String[] words(String options) {
        return options.isBlank() ? new String[0] : options.strip().split(" ");
    }
}
