package io.postern.identity.signing;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs records that are not believed, by position and reason: at most {@value #MOST} in ten seconds, so that a flood of them
 * does not fill the disk; how many were left out is logged with the next one. Thread-safe.
 */
public final class RefusedEvents {

    static final int MOST = 20;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(RefusedEvents.class);

    private final LongSupplier nanoTime;
    private long windowStart;
    private int inWindow;
    private long leftOut;
    private long count;

    public RefusedEvents() {
        this(System::nanoTime);
    }

    RefusedEvents(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        windowStart = nanoTime.getAsLong();
    }

    /** @param reason says nothing of the record's content */
    public synchronized void refused(String topic, int partition, long offset, String reason) {
        count++;
        long now = nanoTime.getAsLong();
        if (now - windowStart >= WINDOW.toNanos()) {
            windowStart = now;
            inWindow = 0;
        }
        if (inWindow == MOST) {
            leftOut++;
            return;
        }
        inWindow++;
        LOG.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("reason", reason)
                .addKeyValue("notLogged", leftOut)
                .log("ignored an event that is not to be believed");
        leftOut = 0;
    }

    /** Since the start, whether logged or not. */
    public synchronized long count() {
        return count;
    }

    /** Those that were not logged since the last that was. */
    synchronized long leftOut() {
        return leftOut;
    }
}
