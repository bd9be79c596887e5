package io.postern.proxy.cancel;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SecretKey;

/**
 * The keys that clients cancel with: minted here, so that the database's own never leave the proxy. Keys are compared in
 * constant time. Four bytes can be guessed, so that a process id with a key of four ignores every request for a minute once
 * there were ten wrong ones within a minute; one with a long key always heeds the right one. Thread-safe; holds one entry
 * for each registered session.
 */
public final class CancelKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CancelKeys.class);

    /** What protocol 3.0 has room for. */
    static final int SHORT_KEY_BYTES = 4;

    static final int LONG_KEY_BYTES = 32;
    static final int MAX_WRONG = 10;
    static final long MINUTE_NANOS = 60_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** What became of a request. */
    enum Outcome {
        CANCELED,
        /** No session here has this process id. */
        UNKNOWN,
        /** The process id is known here and the key is another. */
        WRONG_KEY,
        /** There were too many wrong keys for this process id; whether this one was right was not looked at. */
        LOCKED
    }

    /**
     * @param nanoTime as {@link System#nanoTime()}
     */
    public CancelKeys(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param longKey for clients of protocol 3.2 and later
     * @param cancel called from any thread when a request with this key comes in, until {@link #remove}
     */
    public BackendKeyData register(boolean longKey, Runnable cancel) {
        byte[] key = new byte[longKey ? LONG_KEY_BYTES : SHORT_KEY_BYTES];
        random.nextBytes(key);
        Entry entry = new Entry(SecretKey.of(key), cancel);
        int processId;
        do {
            processId = random.nextInt(1, Integer.MAX_VALUE);
        } while (entries.putIfAbsent(processId, entry) != null);
        return new BackendKeyData(processId, entry.key);
    }

    /** From here on nothing is cancelled for this key. */
    public void remove(BackendKeyData key) {
        entries.remove(key.processId());
    }

    Outcome cancel(CancelRequest request) {
        return cancel(request.processId(), key -> key.equals(request.key()));
    }

    Outcome cancel(CancelCommand command) {
        return cancel(command.processId(), command::isMadeWith);
    }

    private Outcome cancel(int processId, Predicate<SecretKey> right) {
        Entry entry = entries.get(processId);
        if (entry == null) {
            return Outcome.UNKNOWN;
        }
        Outcome outcome = entry.check(right, nanoTime.getAsLong());
        if (outcome == Outcome.CANCELED) {
            entry.cancel.run();
        }
        return outcome;
    }

    private static final class Entry {

        private final SecretKey key;
        private final Runnable cancel;
        private int wrong;

        /** Of the minute in which wrong keys are counted, or of the lock. */
        private long began;

        private boolean locked;

        private Entry(SecretKey key, Runnable cancel) {
            this.key = key;
            this.cancel = cancel;
        }

        private synchronized Outcome check(Predicate<SecretKey> right, long now) {
            if ((locked || wrong > 0) && now - began >= MINUTE_NANOS) {
                locked = false;
                wrong = 0;
            }
            if (locked) {
                return Outcome.LOCKED;
            }
            if (right.test(key)) {
                return Outcome.CANCELED;
            }
            if (key.length() == SHORT_KEY_BYTES) {
                count(now);
            }
            return Outcome.WRONG_KEY;
        }

        private void count(long now) {
            if (wrong == 0) {
                began = now;
            }
            wrong++;
            if (wrong >= MAX_WRONG) {
                locked = true;
                began = now;
                LOG.atWarn().log("too many wrong keys: a session is not cancelled by anybody for a minute");
            }
        }
    }
}
