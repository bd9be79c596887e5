package io.postern.proxy.adapter.netty;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.timeout.IdleStateHandler;
import io.postern.identity.Secret;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.proxy.adapter.netty.Effects.ListenerParts;
import io.postern.proxy.cancel.CancelRouter;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionMachine;
import io.postern.proxy.session.SessionRules;
import io.postern.proxy.session.SessionState;
import io.postern.proxy.telemetry.Telemetry;

/** The proxy's own session and login code, put together as for a listener, on simulated connections. */
final class FuzzGate {

    private static final int MAX_MESSAGE = 64 * 1024;

    final SimulatedLoop loop = new SimulatedLoop();
    final SimulatedChannel client;

    /** The session's own first; those behind it carry cancel requests. */
    final List<SimulatedChannel> upstreams = new ArrayList<>();

    /** Counts what is given out and not given back. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    private final List<SimulatedChannel> accepted = new ArrayList<>();
    private final List<SessionMachine> machines = new ArrayList<>();
    private final List<SessionDriver> drivers = new ArrayList<>();
    private final SessionParts parts;
    private final ListenerParts listener;

    FuzzGate(FuzzPorts ports, Path passwordFile) {
        AtomicInteger approvals = new AtomicInteger();
        SessionRules rules = new SessionRules(
                Map.of("shop", List.of("public")),
                false,
                new LexerLimits(MAX_MESSAGE, LexerLimits.DEFAULT.maxTokens()),
                Duration.ofSeconds(20),
                URI.create("https://gate.test"),
                () -> "a" + approvals.incrementAndGet());
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                // Runs on the wall clock; every fuzzed append is answered before.
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofHours(8),
                Duration.ofHours(8),
                new Timeouts.Drain(Duration.ZERO, Duration.ofSeconds(30)));
        parts = new SessionParts(
                rules,
                ports::verify,
                new SessionParts.Ports(
                        new SessionParts.Judges(ports, ports),
                        ports,
                        ports,
                        new CancelRouter(request -> {}, System::nanoTime),
                        database -> {}),
                Telemetry.NONE,
                timeouts,
                new Limits(new Limits.Connections(10, 10, 10, 10), MAX_MESSAGE, MAX_MESSAGE),
                ports);
        RoleCredential credential = new RoleCredential("agent", new Secret("file:" + passwordFile));
        DatabaseTarget shop = new DatabaseTarget(
                "shop",
                DatabaseServer.inClear("127.0.0.1", 5432, "shop"),
                List.of("public"),
                List.of(credential),
                credential);
        Upstreams targets = new Upstreams(List.of(shop), timeouts.upstreamConnect(), ports, () -> {
            SimulatedChannel channel = SimulatedChannel.connecting(allocator);
            upstreams.add(channel);
            return channel;
        });
        listener = new ListenerParts(
                Optional.empty(), targets, new Connections(parts.limits().connections(), parts.telemetry()));
        client = accept();
    }

    /** A further client, such as one that sends a cancel request. */
    SimulatedChannel accept() {
        SimulatedChannel channel = SimulatedChannel.accepted(allocator);
        loop.register(channel).syncUninterruptibly();
        listener.connections().accept(channel, InetAddress.getLoopbackAddress());
        String sessionId = UUID.randomUUID().toString();
        SessionMachine machine = new SessionMachine(sessionId, "127.0.0.1:2", true, parts.rules());
        Effects effects =
                new Effects(channel, parts, listener, parts.ports().log().writer(sessionId));
        SessionDriver driver =
                new SessionDriver(channel, machine, parts.limits().maxMessageBytes(), effects);
        channel.pipeline()
                .addLast(
                        PipelineNames.IDLE,
                        new IdleStateHandler(parts.timeouts().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(PipelineNames.SESSION, driver);
        accepted.add(channel);
        machines.add(machine);
        drivers.add(driver);
        loop.run();
        return channel;
    }

    void post(SessionEvent event) {
        drivers.get(0).post(event);
        loop.run();
    }

    SessionState state() {
        return machines.get(0).state();
    }

    /** Bytes in buffers that nobody has released. */
    long heldBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    /** What has to be true when everybody has gone. */
    void checkEnd(Findings findings) {
        for (SessionMachine machine : machines) {
            if (!(machine.state() instanceof SessionState.Closed)) {
                findings.add("a session is left in state " + machine.state());
            }
        }
        for (SimulatedChannel channel : accepted) {
            if (channel.isOpen()) {
                findings.add("a client's connection is left open");
            }
        }
        for (SimulatedChannel channel : upstreams) {
            if (channel.isOpen()) {
                findings.add("a connection to the server is left open");
            }
        }
        if (heldBytes() != 0) {
            findings.add(heldBytes() + " bytes are not released");
        }
        if (!loop.isIdle()) {
            findings.add("timers are left");
        }
    }
}
