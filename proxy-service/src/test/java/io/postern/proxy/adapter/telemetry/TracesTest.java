package io.postern.proxy.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.postern.proxy.telemetry.Judgement;
import io.postern.proxy.telemetry.Phase;
import io.postern.proxy.telemetry.StatementEnd;
import io.postern.proxy.telemetry.StatementEnd.Result;
import io.postern.proxy.telemetry.StatementEnd.Subject;
import io.postern.proxy.telemetry.StatementEnd.Volume;

class TracesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Collector collector = new Collector();
    private final SpanCounts counts = new SpanCounts();

    @Test
    void aStatementIsASpanWithAChildForEachPhase() {
        long now = System.nanoTime();
        try (Traces traces = new Traces(collector, 1, "gate-1", counts)) {
            traces.ended(end(
                    Result.SUCCEEDED,
                    Optional.empty(),
                    new Phase(Phase.Kind.DECIDE, now - 9_000, now - 8_000),
                    new Phase(Phase.Kind.RECORD, now - 8_000, now - 5_000),
                    new Phase(Phase.Kind.UPSTREAM, now - 4_000, now)));
        }

        SpanData root = collector.named("SELECT");
        assertThat(root.getStartEpochNanos())
                .isEqualTo(collector.named("decide").getStartEpochNanos());
        assertThat(root.getEndEpochNanos())
                .isGreaterThanOrEqualTo(collector.named("upstream").getEndEpochNanos());
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(collector.spans).extracting(SpanData::getName).contains("decide", "record", "upstream");
        SpanData record = collector.named("record");
        assertThat(record.getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(record.getEndEpochNanos() - record.getStartEpochNanos()).isEqualTo(3_000);
        assertThat(text(root, "db.namespace")).isEqualTo("shop");
        assertThat(text(root, "postern.session.id")).isEqualTo("s");
        assertThat(text(root, "postern.statement.id")).isEqualTo("s-1");
        assertThat(text(root, "postern.verdict")).isEqualTo("allow");
        assertThat(root.getAttributes().get(AttributeKey.longKey("db.response.returned_rows")))
                .isEqualTo(3);
        assertThat(root.getResource().getAttribute(AttributeKey.stringKey("service.instance.id")))
                .isEqualTo("gate-1");
    }

    @Test
    void anErrorIsMarkedWithItsSqlState() {
        try (Traces traces = new Traces(collector, 1, "gate-1", counts)) {
            traces.ended(end(Result.REFUSED, Optional.of("42501")));
        }

        SpanData root = collector.named("SELECT");
        assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(root, "db.response.status_code")).isEqualTo("42501");
    }

    @Test
    void whatIsNoSqlStateIsLeftOut() {
        try (Traces traces = new Traces(collector, 1, "gate-1", counts)) {
            traces.ended(end(Result.FAILED, Optional.of("a whole sentence")));
        }

        assertThat(collector.named("SELECT").getAttributes().asMap().values()).doesNotContain("a whole sentence");
    }

    @Test
    void onlyTheRatioIsTraced() {
        try (Traces traces = new Traces(collector, 0.1, "gate-1", counts)) {
            for (int i = 0; i < 2_000; i++) {
                traces.ended(end(Result.SUCCEEDED, Optional.empty()));
            }
        }

        assertThat(collector.spans).hasSizeBetween(100, 350);
    }

    @Test
    void whatACollectorRefusesIsCounted() {
        collector.refuses = true;
        try (Traces traces = new Traces(collector, 1, "gate-1", counts)) {
            traces.ended(end(Result.SUCCEEDED, Optional.empty()));
        }

        assertThat(counts.failed().sum()).isEqualTo(1);
        assertThat(counts.sent().sum()).isZero();
    }

    @Test
    void aCollectorThatHangsCostsNothingButItsSpans() {
        collector.hangs = true;
        try (Traces traces = new Traces(collector, 1, "gate-1", counts)) {
            for (int i = 0; i < 20 * Traces.MAX_QUEUED; i++) {
                traces.ended(end(Result.SUCCEEDED, Optional.empty()));
            }
            await().atMost(SOON).until(() -> !collector.spans.isEmpty());

            assertThat(collector.spans).hasSizeLessThanOrEqualTo(Traces.MAX_QUEUED);
            assertThat(counts.made().sum()).isEqualTo(20 * Traces.MAX_QUEUED);
            assertThat(counts.sent().sum()).isZero();
        }
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static StatementEnd end(Result result, Optional<String> sqlState, Phase... phases) {
        return new StatementEnd(
                new Subject("s", "s-1", "shop", "SELECT", Judgement.ALLOW),
                result,
                sqlState,
                new Volume(3, 90),
                List.of(phases),
                System.nanoTime());
    }

    /** Keeps what it is sent. */
    private static final class Collector implements SpanExporter {
        private final ConcurrentLinkedQueue<SpanData> spans = new ConcurrentLinkedQueue<>();
        private volatile boolean hangs;
        private volatile boolean refuses;

        SpanData named(String name) {
            return spans.stream()
                    .filter(span -> span.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            if (refuses) {
                return CompletableResultCode.ofFailure();
            }
            return hangs ? new CompletableResultCode() : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
