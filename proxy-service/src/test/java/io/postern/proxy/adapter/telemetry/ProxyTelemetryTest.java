package io.postern.proxy.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.postern.proxy.proof.AnalysisState;
import io.postern.proxy.telemetry.CancelOutcome;
import io.postern.proxy.telemetry.Judgement;
import io.postern.proxy.telemetry.Peer;
import io.postern.proxy.telemetry.Phase;
import io.postern.proxy.telemetry.StatementEnd;
import io.postern.proxy.telemetry.StatementEnd.Result;
import io.postern.proxy.telemetry.StatementEnd.Subject;
import io.postern.proxy.telemetry.StatementEnd.Volume;
import io.postern.proxy.telemetry.Vitals;

class ProxyTelemetryTest {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(postern_\\w+)` \\| (\\w+) \\|");

    private final ProxyTelemetry telemetry =
            new ProxyTelemetry("proxy-service/test", List.of("shop", "books"), Optional.empty());

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void theDocumentNamesExactlyTheMetricsThereAre() throws IOException {
        telemetry.watch(vitals());
        telemetry.turnedAway("53300");
        telemetry.meters().terminated("57P01");
        telemetry.meters().ended(end("shop", Result.REFUSED, "42501"), 0);

        assertThat(described()).isEqualTo(registered());
    }

    @Test
    void nothingIsNamedThatNobodyChose() {
        telemetry.watch(vitals());

        assertThat(TYPE.matcher(telemetry.scrape()).results().map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).matches("(postern|jvm|process|system)_.*"));
    }

    @Test
    void statementsAreCountedByDatabaseVerdictAndOutcome() {
        telemetry.meters().submitted("shop", Judgement.ALLOW);
        telemetry.meters().submitted("shop", Judgement.ALLOW);
        telemetry.meters().submitted("books", Judgement.DENY);
        telemetry.meters().ended(end("shop", Result.FAILED, "P0001"), 2_000_000);

        assertThat(telemetry.scrape())
                .contains("postern_statements_total{database=\"shop\",verdict=\"allow\"} 2.0\n")
                .contains("postern_statements_total{database=\"books\",verdict=\"deny\"} 1.0\n")
                .contains("postern_statements_total{database=\"books\",verdict=\"allow\"} 0.0\n")
                .contains("postern_statement_outcomes_total{database=\"shop\",outcome=\"failed\"} 1.0\n")
                .contains("postern_upstream_seconds_bucket{database=\"shop\",le=\"0.001\"} 0\n")
                .contains("postern_upstream_seconds_bucket{database=\"shop\",le=\"0.0025\"} 1\n");
    }

    @Test
    void whatADatabaseChoosesNeverBecomesALabel() {
        telemetry.meters().ended(end("shop", Result.FAILED, "ZZ987"), 1);
        telemetry.meters().submitted("no-such-database", Judgement.ALLOW);

        assertThat(telemetry.scrape()).doesNotContain("ZZ987").doesNotContain("no-such-database");
    }

    @Test
    void sqlStatesHaveABound() {
        for (int i = 0; i < 10_000; i++) {
            telemetry.turnedAway(String.format(java.util.Locale.ROOT, "%05d", i));
        }

        assertThat(telemetry.scrape().lines().filter(line -> line.startsWith("postern_sessions_refused_total{")))
                .hasSize(41)
                .contains("postern_sessions_refused_total{sqlstate=\"other\"} 9960.0");
    }

    @Test
    void sessionsComeAndGo() {
        telemetry.meters().connected();
        telemetry.meters().connected();
        telemetry.meters().opened("shop", 1_000_000);
        telemetry.meters().blocked(Peer.CLIENT);
        String during = telemetry.scrape();
        telemetry.meters().unblocked(Peer.CLIENT, 1_500_000_000);
        telemetry.meters().closed(true);
        telemetry.meters().closed(false);

        assertThat(during)
                .contains("postern_sessions_open 1.0\n")
                .contains("postern_connections_unauthenticated 1.0\n")
                .contains("postern_sessions_blocked{peer=\"client\"} 1.0\n");
        assertThat(telemetry.scrape())
                .contains("postern_sessions_open 0.0\n")
                .contains("postern_connections_unauthenticated 0.0\n")
                .contains("postern_sessions_opened_total{database=\"shop\"} 1.0\n")
                .contains("postern_sessions_blocked{peer=\"client\"} 0.0\n")
                .contains("postern_blocked_seconds_total{peer=\"client\"} 1.5\n");
    }

    @Test
    void cancelsAreCountedByWhatBecameOfThem() {
        telemetry.cancelAsked(CancelOutcome.WRONG_KEY);

        assertThat(telemetry.scrape())
                .contains("postern_cancels_total{outcome=\"wrong_key\"} 1.0\n")
                .contains("postern_cancels_total{outcome=\"honoured\"} 0.0\n");
    }

    private Map<String, String> registered() {
        Map<String, String> types = new TreeMap<>();
        Matcher found = TYPE.matcher(telemetry.scrape());
        while (found.find()) {
            types.put(found.group(1), found.group(2));
        }
        types.keySet().removeIf(name -> !name.startsWith("postern_"));
        types.keySet()
                .removeIf(name -> name.endsWith("_max")
                        && "histogram".equals(types.get(name.substring(0, name.length() - "_max".length()))));
        return types;
    }

    private static Map<String, String> described() throws IOException {
        Map<String, String> types = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "metrics.md")));
        while (row.find()) {
            types.put(row.group(1), row.group(2));
        }
        return types;
    }

    private static StatementEnd end(String database, Result result, String sqlState) {
        return new StatementEnd(
                new Subject("s", "s-1", database, "SELECT", Judgement.ALLOW),
                result,
                Optional.of(sqlState),
                new Volume(1, 10),
                List.of(new Phase(Phase.Kind.UPSTREAM, 0, 1)),
                1);
    }

    private static Vitals vitals() {
        return new Vitals() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public long decisionTableEntries() {
                return 3;
            }

            @Override
            public long allocatorHeapBytes() {
                return 4;
            }

            @Override
            public long allocatorDirectBytes() {
                return 5;
            }

            @Override
            public long analysisRoles(AnalysisState.Kind kind) {
                return kind == AnalysisState.Kind.IMPOSSIBLE ? 3 : 0;
            }

            @Override
            public long eventLoopTasks() {
                return 6;
            }

            @Override
            public double certificateExpirySeconds() {
                return 7;
            }
        };
    }
}
