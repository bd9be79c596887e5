package io.postern.proxy.adapter.telemetry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** One counter by the gate's own SQLSTATEs, of which there are few; whatever should come beyond is counted as one. */
final class SqlStateCounters {

    private static final int MAX_STATES = 40;
    private static final String REST = "other";

    private final MeterRegistry registry;
    private final String name;
    private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

    SqlStateCounters(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
    }

    void increment(String sqlState) {
        Counter counter = counters.get(sqlState);
        if (counter == null) {
            counter = counters.computeIfAbsent(counters.size() < MAX_STATES ? sqlState : REST, this::register);
        }
        counter.increment();
    }

    private Counter register(String sqlState) {
        return registry.counter(name, "sqlstate", sqlState);
    }
}
