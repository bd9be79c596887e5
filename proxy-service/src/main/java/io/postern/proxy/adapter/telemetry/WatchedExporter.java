package io.postern.proxy.adapter.telemetry;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** Says once that the collector is away and once that it is back, in place of the library's own lines. Thread-safe. */
final class WatchedExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    /** Held here, or its level would be forgotten. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final SpanCounts counts;
    private final AtomicBoolean away = new AtomicBoolean();

    WatchedExporter(SpanExporter exporter, SpanCounts counts) {
        LIBRARY.setLevel(Level.OFF);
        this.exporter = exporter;
        this.counts = counts;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int size = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> onResult(result.isSuccess(), size));
    }

    private void onResult(boolean taken, int spans) {
        (taken ? counts.sent() : counts.failed()).add(spans);
        if (away.compareAndSet(taken, !taken)) {
            if (taken) {
                LOG.atInfo().log("the collector takes traces again");
            } else {
                LOG.atWarn().log("the collector does not take traces; they are dropped meanwhile");
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
