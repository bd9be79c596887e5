package io.postern.proxy.adapter.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postern.proxy.config.TracingSettings;
import io.postern.proxy.proof.AnalysisState;
import io.postern.proxy.telemetry.CancelOutcome;
import io.postern.proxy.telemetry.SessionTelemetry;
import io.postern.proxy.telemetry.SessionWatch;
import io.postern.proxy.telemetry.Telemetry;
import io.postern.proxy.telemetry.Vitals;

/** The proxy's metrics and, where they are wanted, its traces. Thread-safe. */
public final class ProxyTelemetry implements Telemetry, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Optional<Traces> traces;
    private final Meters meters;

    /**
     * @param producer names this process
     * @param databases their names, as configured
     */
    public ProxyTelemetry(String producer, List<String> databases, Optional<TracingSettings> tracing) {
        SpanCounts spans = new SpanCounts();
        traces = tracing.map(settings -> Traces.to(settings, producer, spans));
        count("made", spans.made());
        count("sent", spans.sent());
        count("failed", spans.failed());
        meters = new Meters(registry, databases, traces.isPresent() ? traces.get()::ended : end -> {});
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void count(String stage, LongAdder spans) {
        FunctionCounter.builder("postern.trace.spans", spans, LongAdder::sum)
                .tag("stage", stage)
                .register(registry);
    }

    /** From now on these are among the metrics. */
    public void watch(Vitals vitals) {
        gauge("postern.ready", vitals, it -> it.isReady() ? 1 : 0).register(registry);
        gauge("postern.decision.table.entries", vitals, Vitals::decisionTableEntries)
                .register(registry);
        gauge("postern.allocator.used", vitals, Vitals::allocatorHeapBytes)
                .tag("memory", "heap")
                .baseUnit("bytes")
                .register(registry);
        gauge("postern.allocator.used", vitals, Vitals::allocatorDirectBytes)
                .tag("memory", "direct")
                .baseUnit("bytes")
                .register(registry);
        gauge("postern.event.loop.pending.tasks", vitals, Vitals::eventLoopTasks)
                .register(registry);
        for (AnalysisState.Kind state : AnalysisState.Kind.values()) {
            gauge("postern.analysis.roles", vitals, it -> it.analysisRoles(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("postern.tls.certificate.expiry.timestamp", vitals, Vitals::certificateExpirySeconds)
                .baseUnit("seconds")
                .register(registry);
    }

    private static Gauge.Builder<Vitals> gauge(String name, Vitals vitals, ToDoubleFunction<Vitals> value) {
        return Gauge.builder(name, vitals, value).strongReference(true);
    }

    Meters meters() {
        return meters;
    }

    /** Everything, in Prometheus' text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public SessionTelemetry connected() {
        return new SessionWatch(meters, System::nanoTime);
    }

    @Override
    public void turnedAway(String sqlState) {
        meters.refused(sqlState);
    }

    @Override
    public void cancelAsked(CancelOutcome outcome) {
        meters.cancelAsked(outcome);
    }

    @Override
    public void close() {
        traces.ifPresent(Traces::close);
        collections.close();
        registry.close();
    }
}
