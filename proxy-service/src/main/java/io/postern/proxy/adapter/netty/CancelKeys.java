package io.postern.proxy.adapter.netty;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.SecretKey;

/**
 * The keys that clients cancel with: minted here, so that the database's own never leave the proxy. Four random bytes
 * beside a random process id, as protocol 3.0 has room for. Thread-safe.
 */
final class CancelKeys {

    private static final int KEY_BYTES = 4;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(SecretKey key, Runnable cancel) {}

    /**
     * @param cancel called from any thread when a request with this key comes in
     */
    BackendKeyData register(Runnable cancel) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Entry entry = new Entry(SecretKey.of(key), cancel);
        int processId;
        do {
            processId = random.nextInt(1, Integer.MAX_VALUE);
        } while (entries.putIfAbsent(processId, entry) != null);
        return new BackendKeyData(processId, entry.key());
    }

    void remove(BackendKeyData key) {
        entries.remove(key.processId());
    }

    /** A request with a key that nobody has is ignored, as the server does. */
    void cancel(CancelRequest request) {
        Entry entry = entries.get(request.processId());
        if (entry != null && entry.key().equals(request.key())) {
            entry.cancel().run();
        }
    }
}
