package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.postern.pgwire.ErrorResponse;

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

    private static final String SESSION =
            "SELECT current_user, current_setting('search_path'), current_setting('standard_conforming_strings')";
    private static final int STATEMENTS_PER_LOOK = 50;
    private static final int SHOWN = 20;
    private static final Duration PROGRESS = Duration.ofMinutes(1);

    @Test
    void noRandomStatementShowsARawValue(MarketPlace place) throws IOException, SQLException {
        assumeThat(LENGTH).isPositive();
        System.out.printf("random SQL on PostgreSQL %d, seed %d, for %s%n", place.major(), SEED, LENGTH);
        limitStatements(place);
        String before = place.here().state();
        FuzzRun run = new FuzzRun(SEED);
        long end = System.nanoTime() + LENGTH.toNanos();
        long next = System.nanoTime() + PROGRESS.toNanos();
        while (System.nanoTime() < end) {
            run.next(place);
            if (System.nanoTime() > next) {
                System.out.println(run.summary());
                next += PROGRESS.toNanos();
            }
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

    /** Statements one after the other, and what was wrong with their answers. */
    private static final class FuzzRun {
        private final FuzzStatements statements;
        private final FuzzTally tally = new FuzzTally();
        private final List<String> findings = new ArrayList<>();
        private long rows;
        private long bytes;
        private int accidents;
        private int differences;

        FuzzRun(long seed) {
            statements = new FuzzStatements(seed);
        }

        FuzzTally tally() {
            return tally;
        }

        List<String> findings() {
            return findings;
        }

        String summary() {
            return "random SQL: %d statements, %d rows, %d bytes, findings %d, by chance %d; allowed %d, server errors %d, refused %d, witnesses disagreed %d"
                    .formatted(
                            tally.statements(),
                            rows,
                            bytes,
                            findings.size(),
                            accidents,
                            tally.of(FuzzTally.Outcome.ALLOWED),
                            tally.of(FuzzTally.Outcome.SERVER_ERROR),
                            tally.of(FuzzTally.Outcome.REFUSED),
                            tally.of(FuzzTally.Outcome.DISAGREED));
        }

        void next(MarketPlace place) throws IOException {
            Market.Identity identity = statements.identity();
            FuzzStatement statement = statements.next();
            MarketCase sent = statement.sentAs(identity);
            MarketForm form = statements.form(sent);
            String what = identity + " " + form + " " + statement;
            MarketClient client = place.here().guarded(identity);
            Heard heard;
            try {
                heard = client.hear(sent, form);
            } catch (SocketTimeoutException e) {
                found("no answer to " + what);
                client.close();
                return;
            }
            rows += heard.rowCount();
            bytes += heard.bytes().length;
            FuzzTally.Outcome outcome = tally.count(statement.kind().name(), heard.error(), what);
            Optional<String> raw = place.canaries(identity).in(heard.bytes());
            if (raw.isPresent()) {
                judge(raw.get(), what, place.canaries(identity).in(copied(place, identity, sent, form)));
            }
            if (client.ended() && heard.error().map(ErrorResponse::severity).filter("FATAL"::equals).isEmpty()) {
                found("the session ended without a word after " + what);
            }
            if (statement.kind() == FuzzStatement.Kind.SELECT && outcome == FuzzTally.Outcome.ALLOWED) {
                compare(place, identity, sent, statement, form, heard);
            }
            if (tally.statements() % STATEMENTS_PER_LOOK == 0 && !client.ended()) {
                List<String> session = client.ask(SESSION).lines(true);
                if (!session.contains("row " + identity.role() + " | public | on")) {
                    found("the session is " + session + " after " + what);
                }
            }
        }

        private static byte[] copied(MarketPlace place, Market.Identity identity, MarketCase sent, MarketForm form)
                throws IOException {
            return place.here().copy(identity).hear(sent, form).bytes();
        }

        /** The copy has no raw value, so that where the shape is there too it came about by chance. */
        private void judge(String raw, String what, Optional<String> inCopy) {
            if (inCopy.equals(Optional.of(raw))) {
                accidents++;
            } else {
                found(raw + " in the answer to " + what);
            }
        }

        private void compare(
                MarketPlace place,
                Market.Identity identity,
                MarketCase sent,
                FuzzStatement statement,
                MarketForm form,
                Heard heard)
                throws IOException {
            Heard copy = place.here().copy(identity).hear(sent, form);
            String steadiness = statement.steady() ? "steady" : "unsteady";
            if (copy.error().isPresent()) {
                tally.compared(steadiness + ", error in the copy " + copy.sqlState().orElse(""));
            } else if (copy.lines(false).equals(heard.lines(false))) {
                tally.compared(steadiness + ", equal");
            } else {
                tally.compared(steadiness + ", different");
                if (statement.steady() && differences++ < SHOWN) {
                    System.out.println("differs from the copy: " + identity + " " + form + " " + statement + "\n"
                            + MarketIT.difference(copy.lines(false), heard.lines(false)));
                }
            }
        }

        private void found(String finding) {
            System.out.println("FOUND: " + finding);
            findings.add(finding);
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
            boolean ended = sqlsmith.waitFor(SMITH_LENGTH.toSeconds(), TimeUnit.SECONDS);
            sqlsmith.destroy();
            sqlsmith.waitFor(10, TimeUnit.SECONDS);
            System.out.printf(
                    "sqlsmith on PostgreSQL %d, seed %d, for %s: %s%n%s%n",
                    place.major(), SEED, SMITH_LENGTH, relay.summary(), relay.tally().table());

            assertThat(relay.findings()).isEmpty();
            assertThat(ended).as(Files.readString(SMITH_OUTPUT)).isFalse();
            assertThat(relay.tally().of(FuzzTally.Outcome.ALLOWED)).isPositive();
        }
        assertThat(place.here().state()).isEqualTo(before);
    }
}
