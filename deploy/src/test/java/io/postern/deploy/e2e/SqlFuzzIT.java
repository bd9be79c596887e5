package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Random SQL hunts for raw values in every byte that comes back. {@code -Dpostern.fuzz.sql.seconds} and {@code .seed} choose
 * how long and which; sqlsmith runs where it is installed and {@code -Dpostern.fuzz.sqlsmith.seconds} asks for it. With
 * {@code -Djunit.jupiter.execution.parallel.enabled=true} both run at once.
 */
@ClassTemplate
@ExtendWith(EachMajor.class)
@EachMajor.OnUsualMajor
@Execution(ExecutionMode.CONCURRENT)
class SqlFuzzIT {

    private static final long SEED = Long.getLong("postern.fuzz.sql.seed", 4_711L);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("postern.fuzz.sql.seconds", 20));
    private static final Duration SMITH_LENGTH = Duration.ofSeconds(Long.getLong("postern.fuzz.sqlsmith.seconds", 0));
    private static final Path SMITH = Path.of("/usr/bin/sqlsmith");
    private static final Path SMITH_OUTPUT = Path.of("target/sqlsmith.log");

    private static final int VISITORS = Integer.getInteger("postern.fuzz.sql.visitors", 2);
    private static final Duration PROGRESS = Duration.ofMinutes(1);

    @Test
    void noRandomStatementShowsARawValue(MarketPlace place)
            throws SQLException, InterruptedException, ExecutionException {
        assumeThat(LENGTH).isPositive();
        System.out.printf("random SQL on PostgreSQL %d, seed %d, for %s%n", place.major(), SEED, LENGTH);
        limitStatements(place);
        String before = place.here().state();
        FuzzRun run = new FuzzRun(place);
        ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
        long end = System.nanoTime() + LENGTH.toNanos();
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            FuzzStatements statements = new FuzzStatements(SEED + i);
            working.add(visitors.submit(() -> {
                while (System.nanoTime() < end) {
                    run.next(statements);
                }
                return run;
            }));
        }
        visitors.shutdown();
        while (!visitors.awaitTermination(PROGRESS.toSeconds(), TimeUnit.SECONDS)) {
            System.out.println(run.summary());
        }
        for (Future<?> one : working) {
            one.get();
        }
        System.out.println(run.summary());
        System.out.println(run.tally().table());

        assertThat(run.findings()).isEmpty();
        assertThat(run.tally().of(FuzzTally.Outcome.ALLOWED)).isPositive();
        assertThat(place.here().state()).isEqualTo(before);
    }

    /** What a random join costs is not the matter here. */
    private static void limitStatements(MarketPlace place) throws SQLException {
        try (Connection server = Market.oracle(place.gate().postgres());
                Statement statement = server.createStatement()) {
            for (Market.Identity identity : Market.Identity.values()) {
                statement.execute("ALTER ROLE " + identity.role() + " SET statement_timeout = '2s'");
            }
        }
    }

    @Test
    void noStatementOfSqlsmithShowsARawValue(MarketPlace place) throws IOException, InterruptedException, SQLException {
        assumeThat(SMITH_LENGTH).isPositive();
        assumeThat(SMITH).exists();
        limitStatements(place);
        Market.Identity agents = Market.Identity.AGENTS;
        String before = place.here().state();
        try (ListeningRelay relay = new ListeningRelay(place.gate().port(), place.canaries(agents))) {
            ProcessBuilder builder = new ProcessBuilder(
                            SMITH.toString(),
                            "--target=host=127.0.0.1 port=" + relay.port()
                                    + " user=sqlsmith dbname=market sslmode=disable gssencmode=disable",
                            "--exclude-catalog",
                            "--verbose",
                            "--seed=" + SEED)
                    .redirectErrorStream(true)
                    .redirectOutput(SMITH_OUTPUT.toFile());
            builder.environment().put("PGPASSWORD", place.gate().issuer().token("sqlsmith", agents.group()));
            Process sqlsmith = builder.start();
            boolean ended = false;
            long end = System.nanoTime() + SMITH_LENGTH.toNanos();
            while (!ended && System.nanoTime() < end) {
                ended = sqlsmith.waitFor(Math.min(PROGRESS.toNanos(), end - System.nanoTime()), TimeUnit.NANOSECONDS);
                System.out.println("sqlsmith: " + relay.summary());
            }
            sqlsmith.destroy();
            sqlsmith.waitFor(10, TimeUnit.SECONDS);
            System.out.printf(
                    "sqlsmith on PostgreSQL %d, seed %d, for %s: %s%n%s%n",
                    place.major(),
                    SEED,
                    SMITH_LENGTH,
                    relay.summary(),
                    relay.tally().table());

            assertThat(relay.findings()).isEmpty();
            assertThat(ended).as(Files.readString(SMITH_OUTPUT)).isFalse();
            assertThat(relay.tally().of(FuzzTally.Outcome.ALLOWED)).isPositive();
        }
        assertThat(place.here().state()).isEqualTo(before);
    }
}
