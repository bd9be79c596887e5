package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** How writing to the log went lately. Thread-safe. */
final class LogHealth {

    /** What is still unwritten is tried more often than this; after it, a failure of something not tried again is history. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private volatile boolean failing;
    private volatile long failedAt;

    /**
     * @param nanos a clock that never goes back
     */
    LogHealth(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param failure null where the log has the event
     */
    void onAnswer(@Nullable Throwable failure) {
        if (failure == null) {
            if (failing) {
                failing = false;
            }
        } else if (!(failure instanceof RecordTooLargeException)) {
            failedAt = nanos.getAsLong();
            failing = true;
        }
    }

    boolean isFailing() {
        return failing && nanos.getAsLong() - failedAt < REMEMBERED.toNanos();
    }
}
