package io.postern.proxy.adapter.netty;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.Terminate;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionState;

/**
 * One client, the gate and one server: steps in random order, by which messages are made, distorted, cut into pieces, delivered,
 * answered, delayed. What must always be true is checked after each.
 */
final class FuzzConversation {

    /** Of buffers, full or not: reads, what they gather into, write buffers, and largest messages, in both directions. */
    private static final long MAX_HELD = 1024 * 1024;

    private static final int MAX_UNSENT = 200_000;
    private static final int MAX_UNSENT_FLOOD = 8_000_000;
    private static final int MAX_SETTLING = 20_000;

    private final Random random;
    private final FuzzTotals totals;
    private final Findings findings = new Findings();
    private final FuzzPorts ports;
    private final FuzzGate gate;
    private final Received received;
    private final FuzzClient client;
    private final Distortion fromClient;
    private final Distortion fromServer;
    private final Pipe toGate = new Pipe();
    private final ServerEnd server;
    private final ClientBytes seen = new ClientBytes();
    private final List<SimulatedChannel> cancelling = new ArrayList<>();
    private final boolean wellBehaved;
    private long mostHeld;

    /** How the peers behave. */
    enum Kind {
        VALID,
        BLIND,
        BROKEN_CLIENT,
        BROKEN_SERVER,
        BROKEN_BOTH,
        CUT,
        FLOOD
    }

    private final Kind kind;

    FuzzConversation(long seed, Path passwordFile, FuzzTotals totals) {
        random = new Random(seed);
        this.totals = totals;
        kind = List.of(Kind.values()).get(random.nextInt(Kind.values().length));
        wellBehaved = kind == Kind.VALID || kind == Kind.FLOOD;
        ports = new FuzzPorts(random, wellBehaved ? FuzzPorts.Mood.KIND : FuzzPorts.Mood.MOODY, findings);
        gate = new FuzzGate(ports, passwordFile);
        received = new Received(findings, totals);
        client = new FuzzClient(
                random, wellBehaved || (kind != Kind.BLIND && random.nextBoolean()), kind == Kind.FLOOD, received);
        int oneIn = 1 + random.nextInt(40);
        boolean clientBreaks = kind == Kind.BROKEN_CLIENT || kind == Kind.BROKEN_BOTH;
        boolean serverBreaks = kind == Kind.BROKEN_SERVER || kind == Kind.BROKEN_BOTH;
        fromClient = new Distortion(random, clientBreaks ? oneIn : 0, Strangers.ALL);
        fromServer = new Distortion(random, serverBreaks ? oneIn : 0, Strangers.ALL);
        server = new ServerEnd(random, gate, ports, fromServer, new ServerEnd.Reports(findings, totals));
        findings.happened("kind " + kind + ", one message in " + oneIn + " distorted");
    }

    /** What was wrong; empty where nothing was. */
    Findings findings() {
        return findings;
    }

    /** Plays the whole conversation, once. */
    void play() {
        try {
            playToTheEnd();
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            findings.add("thrown: " + trace);
        }
    }

    private void playToTheEnd() {
        totals.count("conversations " + kind);
        int steps = 40 + random.nextInt(1_000);
        for (int i = 0; i < steps && findings.isEmpty() && gate.client.isOpen(); i++) {
            step();
            observe();
        }
        if (wellBehaved && findings.isEmpty()) {
            settle();
        }
        end();
        count();
    }

    private void step() {
        // Where much is on its way, most steps move it.
        boolean moves = kind == Kind.FLOOD && random.nextInt(4) > 0;
        switch (moves ? 3 + random.nextInt(7) : random.nextInt(14)) {
            case 0, 1, 2 -> say();
            case 3, 4, 5 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    deliver(toGate, gate.client, true);
                }
            }
            case 6, 7 -> server.serve();
            case 8, 9 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    deliverFromServer();
                }
            }
            case 10, 11 -> ports.answerOne();
            case 12 -> ports.resolveOne();
            default -> rare();
        }
        gate.loop.run();
    }

    private void say() {
        int most = kind == Kind.FLOOD ? MAX_UNSENT_FLOOD : MAX_UNSENT;
        for (int i = random.nextInt(kind == Kind.FLOOD ? 60 : 6); i >= 0 && toGate.length() < most; i--) {
            byte[] message = client.next();
            if (message != null) {
                toGate.add(fromClient.of(message));
            }
        }
    }

    private boolean deliver(Pipe pipe, SimulatedChannel channel, boolean ofClient) {
        if (pipe.isEmpty() || !channel.reads()) {
            return false;
        }
        byte[] piece = pipe.next(random);
        if (ofClient) {
            seen.on(piece);
        }
        channel.feed(piece, 0, piece.length);
        return true;
    }

    private boolean deliverFromServer() {
        return !gate.upstreams.isEmpty() && deliver(server.pipe(), gate.upstreams.get(0), false);
    }

    private void rare() {
        switch (random.nextInt(kind == Kind.CUT ? 9 : 6)) {
            case 0 -> toggle(gate.client);
            case 1 -> {
                if (!gate.upstreams.isEmpty()) {
                    toggle(gate.upstreams.get(0));
                }
            }
            case 2 -> cancel();
            case 3 -> gate.loop.advance(random.nextInt(20));
            case 4 -> server.speakUnasked();
            case 5 -> {
                if (!wellBehaved && random.nextInt(30) == 0) {
                    gate.loop.advance(random.nextInt(1_000_000));
                }
            }
            case 6 -> cut();
            case 7 -> {
                if (random.nextInt(4) == 0) {
                    gate.post(new SessionEvent.ShutdownAsked());
                }
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    gate.post(new SessionEvent.DrainAsked());
                }
            }
        }
    }

    private void cut() {
        if (random.nextInt(6) == 0) {
            findings.happened("client cut");
            gate.client.cut();
        } else if (random.nextInt(5) == 0 && !gate.upstreams.isEmpty()) {
            findings.happened("server cut");
            gate.upstreams.get(0).cut();
        }
    }

    private static void toggle(SimulatedChannel channel) {
        if (channel.isStalled()) {
            channel.unstall();
        } else if (channel.isActive()) {
            channel.stall();
        }
    }

    /** Somebody asks to cancel, on a connection of its own, and mostly with the right key. */
    private void cancel() {
        BackendKeyData key = received.key();
        if (key == null) {
            return;
        }
        byte[] request = WireBytes.of(new CancelRequest(key.processId(), key.key()));
        if (random.nextInt(4) == 0) {
            request[random.nextInt(request.length)] ^= (byte) (1 + random.nextInt(255));
        }
        SimulatedChannel channel = gate.accept();
        cancelling.add(channel);
        channel.feed(request, 0, request.length);
    }

    private void observe() {
        received.on(gate.client.taken());
        for (SimulatedChannel channel : cancelling) {
            channel.taken();
        }
        if (received.readyCount() > 1 + seen.readyAsked()) {
            findings.add("more ReadyForQuery than asked for");
        }
        mostHeld = Math.max(mostHeld, gate.heldBytes());
        if (gate.heldBytes() > MAX_HELD) {
            findings.add(gate.heldBytes() + " bytes are held");
        }
        if (received.fatal() != null && wellBehaved) {
            findings.add("a valid conversation was ended: " + received.fatal().message());
        }
    }

    /** Lets everything come to an end: a valid conversation leads to a session that is ready. */
    private void settle() {
        if (!comesToRest()) {
            return;
        }
        SessionState state = gate.state();
        if (!(state instanceof SessionState.Ready) || !(received.last() instanceof ReadyForQuery)) {
            findings.add("a valid conversation came to rest in " + state + " after " + received.last());
        }
    }

    private boolean comesToRest() {
        unstallAll();
        int syncs = 2;
        for (int i = 0; i < MAX_SETTLING && findings.isEmpty(); i++) {
            boolean moved = deliver(toGate, gate.client, true);
            gate.loop.run();
            moved |= server.serve();
            gate.loop.run();
            moved |= deliverFromServer();
            moved |= ports.answerOne();
            moved |= ports.resolveOne();
            gate.loop.run();
            observe();
            if (!moved) {
                if (syncs == 0) {
                    return true;
                }
                byte[] message = client.settling();
                if (message == null) {
                    findings.add("a valid client waits for ever after " + received.last());
                    return false;
                }
                if (received.readyCount() > 0) {
                    syncs--;
                }
                toGate.add(message);
            }
        }
        if (findings.isEmpty()) {
            findings.add("the conversation does not come to rest");
        }
        return false;
    }

    private void unstallAll() {
        if (gate.client.isStalled()) {
            gate.client.unstall();
        }
        for (SimulatedChannel channel : gate.upstreams) {
            if (channel.isStalled()) {
                channel.unstall();
            }
        }
    }

    /** Ends it in one of the ways there are, then checks what is left. */
    private void end() {
        switch (random.nextInt(5)) {
            case 0 -> {
                toGate.clear();
                toGate.add(WireBytes.of(new Terminate()));
                deliver(toGate, gate.client, true);
            }
            case 1 -> gate.post(new SessionEvent.ShutdownAsked());
            case 2 -> {
                if (!gate.upstreams.isEmpty()) {
                    gate.upstreams.get(0).cut();
                }
            }
            case 3 -> unstallAll();
            default -> {
                // The client just goes.
            }
        }
        gate.loop.run();
        while (ports.answerOne()) {
            gate.loop.run();
        }
        server.serve();
        gate.loop.run();
        // Those to whom the gate has said its last words, and who do not take them.
        if (random.nextBoolean()) {
            gate.loop.advance(10_000);
        }
        received.on(gate.client.taken());
        gate.client.cut();
        cancelling.forEach(SimulatedChannel::cut);
        gate.loop.run();
        while (ports.answerOne()) {
            gate.loop.run();
        }
        gate.upstreams.forEach(SimulatedChannel::taken);
        gate.loop.advance(60_000);
        gate.checkEnd(findings);
        gate.loop.terminate();
        ports.checkEnd();
        boolean all = server.pipe().isEmpty() && !gate.client.isStalled();
        received.checkEnd(all && kind != Kind.CUT && !fromServer.isOn());
    }

    private void count() {
        totals.count("conversations");
        totals.count("bytes from clients", toGate.delivered());
        totals.count("bytes from servers", server.pipe().delivered());
        totals.count("client messages distorted", fromClient.distorted());
        totals.count("server messages distorted", fromServer.distorted());
        if (received.readyCount() > 0) {
            totals.count("sessions opened");
        }
        totals.most("bytes held at once, at most", mostHeld);
        totals.mix(toGate.delivered());
        totals.mix(server.pipe().delivered());
    }
}
