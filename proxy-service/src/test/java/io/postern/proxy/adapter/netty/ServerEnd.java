package io.postern.proxy.adapter.netty;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FrontendType;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.Query;
import io.postern.pgwire.StartupFrameReader;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.StartupPacket;

/** The server's end of the wire: what reaches the server has to be well-formed and allowed; what it answers may be distorted. */
final class ServerEnd implements FuzzServer.Runs {

    private final Random random;
    private final FuzzGate gate;
    private final FuzzPorts ports;
    private final Distortion fromServer;
    private final Findings findings;
    private final FuzzTotals totals;
    private final FuzzServer server;
    private final ByteBuf atServer = Unpooled.buffer();
    private final Pipe toGate = new Pipe();
    private boolean serverStarted;

    /** Where it says what it saw. */
    record Reports(Findings findings, FuzzTotals totals) {}

    ServerEnd(Random random, FuzzGate gate, FuzzPorts ports, Distortion fromServer, Reports reports) {
        this.random = random;
        this.gate = gate;
        this.ports = ports;
        this.fromServer = fromServer;
        findings = reports.findings();
        totals = reports.totals();
        server = new FuzzServer(random, this);
    }

    /** Answers on their way to the gate. */
    Pipe pipe() {
        return toGate;
    }

    /** Says something of the kind that may come at any time. */
    void speakUnasked() {
        if (server.isInSession()) {
            answer(List.of(server.asynchronous()));
        }
    }

    /** The server reads what has come, and answers. */
    boolean serve() {
        boolean any = false;
        for (int i = 0; i < gate.upstreams.size(); i++) {
            byte[] bytes = gate.upstreams.get(i).taken();
            any |= bytes.length > 0;
            if (i == 0) {
                atServer.writeBytes(bytes);
            } else if (bytes.length > 0) {
                onCancelAtServer(bytes);
            }
        }
        try {
            readAtServer();
        } catch (ProtocolViolation e) {
            findings.add("the server got " + e.getMessage());
        }
        atServer.discardReadBytes();
        return any;
    }

    private void readAtServer() {
        if (!serverStarted && !gate.upstreams.isEmpty()) {
            @Nullable ByteBuf packet = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH).next(atServer);
            if (packet == null) {
                return;
            }
            StartupPacket startup = StartupPacket.decode(packet);
            packet.release();
            serverStarted = true;
            answer(server.on((StartupMessage) startup));
        }
        FrameReader frames = new FrameReader(Integer.MAX_VALUE - 16);
        @Nullable Frame frame;
        while ((frame = frames.next(atServer)) != null) {
            FrontendType type = FrontendType.of(frame.type());
            if (type == null) {
                throw new ProtocolViolation("type", "one of the protocol", Byte.toString(frame.type()));
            }
            totals.serverGot(frame.type());
            FrontendMessage message = FrontendMessage.decode(type, frame.body(), server.phase());
            frame.release();
            findings.happened("server got " + message);
            answer(server.on(message));
            if (server.isTerminated()) {
                gate.upstreams.get(0).cut();
                return;
            }
        }
    }

    private void answer(List<BackendMessage> messages) {
        for (BackendMessage message : messages) {
            toGate.add(fromServer.of(WireBytes.of(message)));
            if (server.isInSession() && random.nextInt(40) == 0) {
                toGate.add(WireBytes.of(server.asynchronous()));
            }
        }
    }

    private void onCancelAtServer(byte[] bytes) {
        totals.count("cancels at the server");
        CancelRequest expected =
                new CancelRequest(server.key().processId(), server.key().key());
        if (!fromServer.isOn() && !Arrays.equals(bytes, WireBytes.of(expected))) {
            findings.add("the server got a cancel request that is not for its session");
        }
    }

    @Override
    public void received(FrontendMessage message, String text) {
        if (text.isBlank() || text.startsWith("postern")) {
            return;
        }
        boolean query = message instanceof Query;
        if (!ports.isCleared(text) || (query && !ports.isRecorded(text))) {
            findings.add("forwarded without an allow: " + message.frontendType() + " " + text);
        }
    }

    /** A server that lies can have run something else than its answers said; what it ran was cleared all the same. */
    @Override
    public void ran(String text, String source) {
        totals.count("statements run");
        boolean may = fromServer.isOn()
                ? ports.isCleared(text) || ports.isCleared(source)
                : ports.mayRun(source) || ports.mayRun(text);
        if (!may) {
            findings.add("ran without a recorded allow: " + text);
        }
    }
}
