package io.postern.proxy.adapter.netty;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that are not logged in, up to a number. When it is full, the oldest one of the source that holds most makes
 * room, so that nobody keeps newcomers out by holding connections; of sources that hold as many, the one that came first.
 * Thread-safe.
 */
final class WaitingRoom<C> {

    private final int capacity;
    private final Map<C, String> sources = new HashMap<>();

    /** By source, in the order of arrival; no source without a connection. */
    private final Map<String, LinkedHashMap<C, Long>> arrivals = new HashMap<>();

    private long arrived;

    WaitingRoom(int capacity) {
        this.capacity = capacity;
    }

    /** Lets a newcomer in. The caller closes the connection that is returned, which has left already. */
    synchronized Optional<C> enter(C connection, String source) {
        Optional<C> leaving = sources.size() >= capacity ? Optional.of(oldestOfTheLargest()) : Optional.empty();
        leaving.ifPresent(this::leave);
        sources.put(connection, source);
        arrivals.computeIfAbsent(source, key -> new LinkedHashMap<>()).put(connection, arrived++);
        return leaving;
    }

    /** Once is enough; a second time is harmless. */
    synchronized void leave(C connection) {
        String source = sources.remove(connection);
        if (source != null) {
            arrivals.computeIfPresent(source, (key, ofSource) -> {
                ofSource.remove(connection);
                return ofSource.isEmpty() ? null : ofSource;
            });
        }
    }

    synchronized int size() {
        return sources.size();
    }

    private C oldestOfTheLargest() {
        Iterator<LinkedHashMap<C, Long>> all = arrivals.values().iterator();
        LinkedHashMap<C, Long> largest = all.next();
        while (all.hasNext()) {
            LinkedHashMap<C, Long> other = all.next();
            boolean more = other.size() > largest.size();
            boolean asManyAndOlder = other.size() == largest.size() && since(other) < since(largest);
            if (more || asManyAndOlder) {
                largest = other;
            }
        }
        return largest.keySet().iterator().next();
    }

    private static long since(Map<?, Long> ofSource) {
        return ofSource.values().iterator().next();
    }
}
