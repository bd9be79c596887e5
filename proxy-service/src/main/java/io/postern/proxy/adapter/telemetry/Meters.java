package io.postern.proxy.adapter.telemetry;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postern.proxy.telemetry.CancelOutcome;
import io.postern.proxy.telemetry.Judgement;
import io.postern.proxy.telemetry.Measures;
import io.postern.proxy.telemetry.Peer;
import io.postern.proxy.telemetry.StatementEnd;
import io.postern.proxy.telemetry.StatementEnd.Result;

/** What sessions do, counted. Everything but the SQLSTATEs is registered at the start. Thread-safe, without locks. */
final class Meters implements Measures {

    private static final Duration[] WAITS = durations(
            "PT0.00005S PT0.0001S PT0.00025S PT0.0005S PT0.001S PT0.0025S PT0.005S PT0.01S PT0.025S PT0.05S PT0.1S"
                    + " PT0.25S PT0.5S PT1S PT2.5S PT5S PT10S");
    private static final Duration[] STATEMENTS = durations(
            "PT0.0001S PT0.00025S PT0.0005S PT0.001S PT0.0025S PT0.005S PT0.01S PT0.025S PT0.05S PT0.1S PT0.25S PT0.5S"
                    + " PT1S PT2.5S PT5S PT10S PT30S PT1M PT5M PT30M");
    private static final Duration[] PERSONS =
            durations("PT1S PT5S PT15S PT30S PT1M PT2M PT5M PT10M PT30M PT1H PT4H PT8H PT24H");

    private final AtomicLong open = new AtomicLong();
    private final AtomicLong unauthenticated = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<Peer, LongAdder> blockedNanos = new EnumMap<>(Peer.class);
    private final Map<Peer, AtomicLong> blocked = new EnumMap<>(Peer.class);
    private final Map<CancelOutcome, Counter> cancels = new EnumMap<>(CancelOutcome.class);
    private final Map<String, DatabaseMeters> databases = new LinkedHashMap<>();
    private final SqlStateCounters refused;
    private final SqlStateCounters terminated;
    private final SqlStateCounters refusals;
    private final Counter tlsFailed;
    private final Counter appendFailures;
    private final Timer login;
    private final Timer decideKnown;
    private final Timer decideAsked;
    private final Timer proveKnown;
    private final Timer proveAsked;
    private final Timer record;
    private final Timer park;
    private final Consumer<StatementEnd> ends;

    /**
     * @param configured the names of the databases
     * @param ends is told of every statement that ended
     */
    Meters(MeterRegistry registry, List<String> configured, Consumer<StatementEnd> ends) {
        this.ends = ends;
        gauge(registry, "postern.sessions.open", open);
        gauge(registry, "postern.connections.unauthenticated", unauthenticated);
        gauge(registry, "postern.approvals.waiting", waiting);
        bytes(registry, "postern.client.received", received);
        bytes(registry, "postern.client.sent", sent);
        for (Peer peer : Peer.values()) {
            LongAdder nanos = new LongAdder();
            AtomicLong now = new AtomicLong();
            blockedNanos.put(peer, nanos);
            blocked.put(peer, now);
            FunctionCounter.builder("postern.blocked", nanos, sum -> sum.sum() / 1e9)
                    .tag("peer", label(peer))
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("postern.sessions.blocked", now, AtomicLong::get)
                    .tag("peer", label(peer))
                    .register(registry);
        }
        for (CancelOutcome outcome : CancelOutcome.values()) {
            cancels.put(outcome, registry.counter("postern.cancels", "outcome", label(outcome)));
        }
        configured.forEach(name -> databases.put(name, new DatabaseMeters(registry, name)));
        refused = new SqlStateCounters(registry, "postern.sessions.refused");
        terminated = new SqlStateCounters(registry, "postern.sessions.terminated");
        refusals = new SqlStateCounters(registry, "postern.statement.refusals");
        tlsFailed = registry.counter("postern.tls.handshakes.failed");
        appendFailures = registry.counter("postern.log.append.failures");
        login = timer("postern.login", WAITS).register(registry);
        decideKnown = timer("postern.decide", WAITS).tag("source", "table").register(registry);
        decideAsked = timer("postern.decide", WAITS).tag("source", "policy").register(registry);
        proveKnown = timer("postern.prove", WAITS).tag("source", "table").register(registry);
        proveAsked = timer("postern.prove", WAITS).tag("source", "server").register(registry);
        record = timer("postern.record", WAITS).register(registry);
        park = timer("postern.park", PERSONS).register(registry);
    }

    /** Of one database. */
    private static final class DatabaseMeters {
        private final Counter opened;
        private final Counter disagreed;
        private final Map<Judgement, Counter> statements = new EnumMap<>(Judgement.class);
        private final Map<Result, Counter> results = new EnumMap<>(Result.class);
        private final Timer upstream;

        private DatabaseMeters(MeterRegistry registry, String name) {
            opened = registry.counter("postern.sessions.opened", "database", name);
            disagreed = registry.counter("postern.analysis.disagreements", "database", name);
            for (Judgement judgement : Judgement.values()) {
                statements.put(
                        judgement,
                        registry.counter("postern.statements", "database", name, "verdict", label(judgement)));
            }
            for (Result result : Result.values()) {
                results.put(
                        result,
                        registry.counter("postern.statement.outcomes", "database", name, "outcome", label(result)));
            }
            upstream =
                    timer("postern.upstream", STATEMENTS).tag("database", name).register(registry);
        }
    }

    private static void gauge(MeterRegistry registry, String name, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::get).register(registry);
    }

    private static void bytes(MeterRegistry registry, String name, LongAdder sum) {
        FunctionCounter.builder(name, sum, LongAdder::sum).baseUnit("bytes").register(registry);
    }

    private static Timer.Builder timer(String name, Duration[] bounds) {
        return Timer.builder(name).serviceLevelObjectives(bounds);
    }

    private static Duration[] durations(String bounds) {
        return List.of(bounds.split(" ", -1)).stream().map(Duration::parse).toArray(Duration[]::new);
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void connected() {
        unauthenticated.incrementAndGet();
    }

    @Override
    public void opened(String database, long sinceConnectedNanos) {
        unauthenticated.decrementAndGet();
        open.incrementAndGet();
        login.record(sinceConnectedNanos, TimeUnit.NANOSECONDS);
        DatabaseMeters meters = databases.get(database);
        if (meters != null) {
            meters.opened.increment();
        }
    }

    @Override
    public void refused(String sqlState) {
        refused.increment(sqlState);
    }

    @Override
    public void closed(boolean wasOpen) {
        (wasOpen ? open : unauthenticated).decrementAndGet();
    }

    @Override
    public void terminated(String sqlState) {
        terminated.increment(sqlState);
    }

    @Override
    public void tlsFailed() {
        tlsFailed.increment();
    }

    @Override
    public void received(int bytes) {
        received.add(bytes);
    }

    @Override
    public void sent(int bytes) {
        sent.add(bytes);
    }

    @Override
    public void blocked(Peer peer) {
        of(blocked, peer).incrementAndGet();
    }

    @Override
    public void unblocked(Peer peer, long nanos) {
        of(blocked, peer).decrementAndGet();
        of(blockedNanos, peer).add(nanos);
    }

    @Override
    public void decided(boolean known, long nanos) {
        (known ? decideKnown : decideAsked).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void proven(boolean known, long nanos) {
        (known ? proveKnown : proveAsked).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void disagreed(String database) {
        DatabaseMeters meters = databases.get(database);
        if (meters != null) {
            meters.disagreed.increment();
        }
    }

    @Override
    public void recorded(boolean acknowledged, long nanos) {
        if (acknowledged) {
            record.record(nanos, TimeUnit.NANOSECONDS);
        } else {
            appendFailures.increment();
        }
    }

    @Override
    public void submitted(String database, Judgement judgement) {
        DatabaseMeters meters = databases.get(database);
        if (meters != null) {
            of(meters.statements, judgement).increment();
        }
    }

    @Override
    public void parked() {
        waiting.incrementAndGet();
    }

    @Override
    public void unparked(long nanos) {
        waiting.decrementAndGet();
        park.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void ended(StatementEnd end, long upstreamNanos) {
        ends.accept(end);
        if (end.result() == Result.REFUSED) {
            end.sqlState().ifPresent(refusals::increment);
        }
        DatabaseMeters meters = databases.get(end.subject().database());
        if (meters != null) {
            of(meters.results, end.result()).increment();
            if (end.result() == Result.SUCCEEDED || end.result() == Result.FAILED) {
                meters.upstream.record(upstreamNanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    void cancelAsked(CancelOutcome outcome) {
        of(cancels, outcome).increment();
    }

    /** There is an entry for every constant. */
    private static <K extends Enum<K>, V> V of(Map<K, V> all, K key) {
        V found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("no meter for " + key);
        }
        return found;
    }
}
