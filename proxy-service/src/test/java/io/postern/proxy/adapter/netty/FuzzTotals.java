package io.postern.proxy.adapter.netty;

import java.util.Map;
import java.util.TreeMap;

/** Counts over all conversations, and a digest by which two runs can be told to be the same. */
final class FuzzTotals {

    private final Map<String, Long> counts = new TreeMap<>();
    private long digest = 1;

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    void most(String what, long value) {
        counts.merge(what, value, Long::max);
    }

    void clientGot(byte type) {
        count("messages to the client");
        mix(type);
    }

    void serverGot(byte type) {
        count("messages to the server");
        mix(256 + type);
    }

    /** A session that ended with a fatal error. */
    void ended(String sqlState) {
        count("sessions ended with " + sqlState);
        mix(sqlState.hashCode());
    }

    void mix(long value) {
        digest = digest * 31 + value;
    }

    long digest() {
        return digest;
    }

    long get(String what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        counts.forEach((what, times) ->
                lines.append("  ").append(what).append(": ").append(times).append('\n'));
        return lines.append("  digest: ").append(Long.toHexString(digest)).toString();
    }
}
