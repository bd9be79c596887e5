package io.postern.proxy.cancel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many CancelRequests may be passed on to the other proxies: a bucket of tokens for each source, and one for all of them
 * together. Holds at most {@link #MAX_SOURCES} buckets; the one that was not used for longest goes first. Thread-safe.
 */
final class ForwardLimits {

    static final int PER_SOURCE = 50;
    static final int PER_SOURCE_AND_SECOND = 10;
    static final int TOGETHER = 500;
    static final int TOGETHER_PER_SECOND = 100;
    static final int MAX_SOURCES = 10_000;

    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Bucket together;
    private final Map<String, Bucket> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /**
     * @param nanoTime as {@link System#nanoTime()}
     */
    ForwardLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        together = new Bucket(TOGETHER, TOGETHER_PER_SECOND, nanoTime.getAsLong());
    }

    /** Takes a token of both buckets, or of none. */
    synchronized boolean allow(String source) {
        long now = nanoTime.getAsLong();
        Bucket own = sources.computeIfAbsent(source, key -> new Bucket(PER_SOURCE, PER_SOURCE_AND_SECOND, now));
        own.fill(now);
        together.fill(now);
        if (own.tokens < 1 || together.tokens < 1) {
            return false;
        }
        own.tokens--;
        together.tokens--;
        return true;
    }

    private static final class Bucket {

        private final int size;
        private final int perSecond;
        private double tokens;
        private long filled;

        private Bucket(int size, int perSecond, long now) {
            this.size = size;
            this.perSecond = perSecond;
            tokens = size;
            filled = now;
        }

        private void fill(long now) {
            tokens = Math.min(size, tokens + (now - filled) / NANOS * perSecond);
            filled = now;
        }
    }
}
