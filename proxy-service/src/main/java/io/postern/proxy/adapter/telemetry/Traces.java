package io.postern.proxy.adapter.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.postern.proxy.config.TracingSettings;
import io.postern.proxy.telemetry.Phase;
import io.postern.proxy.telemetry.StatementEnd;
import io.postern.proxy.telemetry.StatementEnd.Result;

/**
 * A span for every statement that ended, with a child for each of its phases, made afterwards from what was noted. At most
 * {@value #MAX_QUEUED} wait to be sent; while the collector does not keep up, the rest is dropped. Thread-safe; never waits.
 */
final class Traces implements AutoCloseable {

    static final int MAX_QUEUED = 4_096;

    private static final int BATCH = 512;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration EXPORT_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");
    private static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");
    private static final AttributeKey<Long> BYTES = AttributeKey.longKey("postern.response.bytes");
    private static final AttributeKey<String> SESSION = AttributeKey.stringKey("postern.session.id");
    private static final AttributeKey<String> STATEMENT = AttributeKey.stringKey("postern.statement.id");
    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("postern.verdict");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("postern.outcome");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final SpanCounts counts;

    /**
     * @param exporter closed with this
     * @param instance this process's name
     */
    Traces(SpanExporter exporter, double ratio, String instance, SpanCounts counts) {
        this.counts = counts;
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "postern-proxy",
                                AttributeKey.stringKey("service.instance.id"),
                                instance))))
                .setSampler(Sampler.traceIdRatioBased(ratio))
                .addSpanProcessor(BatchSpanProcessor.builder(new WatchedExporter(exporter, counts))
                        .setMaxQueueSize(MAX_QUEUED)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(DELAY)
                        .setExporterTimeout(EXPORT_LIMIT)
                        .build())
                .build();
        tracer = provider.get("io.postern.proxy");
    }

    static Traces to(TracingSettings settings, String instance, SpanCounts counts) {
        return new Traces(
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.endpoint().toString())
                        .setTimeout(EXPORT_LIMIT)
                        .setRetryPolicy(null)
                        .build(),
                settings.ratio(),
                instance,
                counts);
    }

    /** Times are of {@link System#nanoTime}. */
    void ended(StatementEnd end) {
        long toEpoch = epochNanos() - System.nanoTime();
        Span span = tracer.spanBuilder(end.subject().kind())
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(end.startNanos() + toEpoch, TimeUnit.NANOSECONDS)
                .startSpan();
        if (span.isRecording()) {
            counts.made().add(1L + end.phases().size());
            describe(span, end);
            Context parent = Context.root().with(span);
            for (Phase phase : end.phases()) {
                tracer.spanBuilder(label(phase.kind()))
                        .setParent(parent)
                        .setSpanKind(phase.kind() == Phase.Kind.UPSTREAM ? SpanKind.CLIENT : SpanKind.INTERNAL)
                        .setStartTimestamp(phase.startNanos() + toEpoch, TimeUnit.NANOSECONDS)
                        .startSpan()
                        .end(phase.endNanos() + toEpoch, TimeUnit.NANOSECONDS);
            }
        }
        span.end(end.endNanos() + toEpoch, TimeUnit.NANOSECONDS);
    }

    private static void describe(Span span, StatementEnd end) {
        span.setAttribute(SYSTEM, "postgresql");
        span.setAttribute(DATABASE, end.subject().database());
        span.setAttribute(SESSION, end.subject().sessionId());
        span.setAttribute(STATEMENT, end.subject().statementId());
        span.setAttribute(VERDICT, label(end.subject().judgement()));
        span.setAttribute(OUTCOME, label(end.result()));
        span.setAttribute(ROWS, end.volume().rows());
        span.setAttribute(BYTES, end.volume().bytes());
        end.sqlState()
                .filter(state -> SQL_STATE.matcher(state).matches())
                .ifPresent(state -> span.setAttribute(STATUS, state));
        if (end.result() == Result.FAILED || end.result() == Result.REFUSED) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static long epochNanos() {
        Instant now = Clock.systemUTC().instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Sends what is left, if the collector takes it soon. */
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
