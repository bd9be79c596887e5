package io.postern.proxy.cancel;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.proxy.cancel.CancelKeys.Outcome;
import io.postern.proxy.telemetry.CancelOutcome;

/**
 * Brings CancelRequests to their sessions, which may be those of another proxy behind the same load balancer. A request with
 * the key of a session here is never held up; what goes on to other proxies is limited by source and in total. Thread-safe.
 */
public final class CancelRouter {

    /** A command that was longer on its way could hit a later statement. */
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    /** The other proxy's clock may be ahead. */
    static final Duration MAX_LEAD = Duration.ofSeconds(5);

    /** Far more than sessions can be cancelled from elsewhere while commands are young enough. */
    static final int MAX_REMEMBERED = 10_000;

    private final CancelKeys keys;
    private final ForwardLimits limits;
    private final CancelForwarding elsewhere;

    /** Commands that were carried out. */
    private final Map<String, Instant> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /**
     * @param nanoTime as {@link System#nanoTime()}
     */
    public CancelRouter(CancelForwarding elsewhere, LongSupplier nanoTime) {
        this.elsewhere = elsewhere;
        keys = new CancelKeys(nanoTime);
        limits = new ForwardLimits(nanoTime);
    }

    /** As {@link CancelKeys#register}. */
    public BackendKeyData register(boolean longKey, Runnable cancel) {
        return keys.register(longKey, cancel);
    }

    /** As {@link CancelKeys#remove}. */
    public void remove(BackendKeyData key) {
        keys.remove(key);
    }

    /**
     * A client asks. A key that nobody here has may be another proxy's, even where the process id is known: ids are random.
     *
     * @param source whom to count it against
     */
    public CancelOutcome onRequest(CancelRequest request, String source) {
        return switch (keys.cancel(request)) {
            case CANCELED -> CancelOutcome.HONOURED;
            case LOCKED -> CancelOutcome.RATE_LIMITED;
            case UNKNOWN -> passOn(request, source) ? CancelOutcome.PASSED_ON : CancelOutcome.RATE_LIMITED;
            case WRONG_KEY -> passOn(request, source) ? CancelOutcome.WRONG_KEY : CancelOutcome.RATE_LIMITED;
        };
    }

    private boolean passOn(CancelRequest request, String source) {
        boolean allowed = limits.allow(source);
        if (allowed) {
            elsewhere.forward(request);
        }
        return allowed;
    }

    /** Another proxy asks. What is too old, too new or was carried out before is ignored. */
    public synchronized void onCommand(CancelCommand command, Instant now) {
        if (command.at().isBefore(now.minus(MAX_AGE)) || command.at().isAfter(now.plus(MAX_LEAD))) {
            return;
        }
        if (!done.containsKey(command.id()) && keys.cancel(command) == Outcome.CANCELED) {
            done.put(command.id(), now);
        }
    }
}
