package io.postern.proxy.adapter.netty;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import io.postern.pgwire.AuthenticationPhase;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FrontendType;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.StartupFrameReader;
import io.postern.pgwire.StartupPacket;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.proxy.session.Moment;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionEvent.ClientGone;
import io.postern.proxy.session.SessionEvent.ClientSent;
import io.postern.proxy.session.SessionEvent.ProtocolBroken;
import io.postern.proxy.session.SessionEvent.ServerSent;
import io.postern.proxy.session.SessionEvent.StartupReceived;
import io.postern.proxy.session.SessionEvent.TimerFired;
import io.postern.proxy.session.SessionEvent.UpstreamGone;
import io.postern.proxy.session.SessionMachine;
import io.postern.proxy.session.SessionState;
import io.postern.proxy.session.Timer;
import io.postern.proxy.telemetry.Peer;

/**
 * One client connection: frames its bytes, feeds the session's state machine, hands its effects to {@link Effects}.
 * Everything runs on the channel's event loop; other threads come in through {@link #post}. Owns the client's unread
 * bytes, which are bounded: while the session does not read, at most {@link #MAX_WAITING_BYTES} and one read more.
 */
final class SessionDriver extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionDriver.class);

    /** Enough to notice a client that leaves while its statement waits. */
    static final int MAX_WAITING_BYTES = 64 * 1024;

    /** A token and its header. */
    private static final int MAX_TOKEN_MESSAGE = 20 * 1024;

    /**
     * While a client has more waiting than is read, its leaving shows only when something is written to it. It is found out
     * with the second write at the latest.
     */
    private static final int PROBE_SECONDS = 15;

    private static final Set<String> SCHEMA_TAGS =
            Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "IMPORT", "REFRESH");

    private static final SessionState CONNECTED = new SessionState.AwaitingStartup(false, false, false);

    private final SessionMachine machine;
    private final StartupFrameReader startupPackets = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH);
    private final FrameReader tokenFrames = new FrameReader(MAX_TOKEN_MESSAGE);
    private final FrameReader frames;
    private final Effects effects;
    private final Queue<SessionEvent> events = new ArrayDeque<>();
    private final Channel client;
    private @Nullable SslHandler tls;
    private boolean directTls;
    private @Nullable ByteBuf received;
    private boolean handling;
    private boolean pumping;
    private @Nullable Future<?> probing;

    SessionDriver(Channel client, SessionMachine machine, int maxMessageBytes, Effects effects) {
        this.client = client;
        this.machine = machine;
        this.frames = new FrameReader(maxMessageBytes);
        this.effects = effects;
        effects.attach(this);
    }

    /** Hands over what happened, from any thread. */
    void post(SessionEvent event) {
        if (client.eventLoop().inEventLoop()) {
            handle(event);
        } else {
            client.eventLoop().execute(() -> handle(event));
        }
    }

    private void handle(SessionEvent event) {
        events.add(event);
        if (handling) {
            return;
        }
        handling = true;
        try {
            @Nullable SessionEvent next;
            while ((next = events.poll()) != null) {
                effects.telemetry().happened(next);
                machine.on(next, now()).forEach(effects::run);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a session failed");
            fail();
        } finally {
            handling = false;
        }
        // While the server's message is being relayed, nothing may overtake it.
        if (!(event instanceof ServerSent)) {
            pump();
            effects.flushUpstream();
            flushClient();
        }
    }

    private void fail() {
        events.clear();
        try {
            machine.onFault(now()).forEach(effects::run);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a failed session could not say so");
        } finally {
            effects.close("internal error");
        }
    }

    private static Moment now() {
        return new Moment(Clock.systemUTC().instant(), System.nanoTime());
    }

    /** Feeds the client's messages as long as the session reads. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (received != null && machine.readsClient() && effects.upstreamWritable() && feedOne(received)) {
                // Until the bytes run out or the session has to wait.
            }
        } catch (ProtocolViolation e) {
            handle(new ProtocolBroken(message(e)));
        } catch (InvalidSqlText e) {
            handle(new ProtocolBroken("invalid byte sequence for encoding \"UTF8\" in a statement"));
        } finally {
            pumping = false;
        }
        if (received != null && !received.isReadable()) {
            received.release();
            received = null;
        } else if (received != null) {
            // Otherwise a stream whose reads never end with a message, as of COPY, gathers in full.
            received.discardSomeReadBytes();
        }
        updateReading();
    }

    private boolean feedOne(ByteBuf bytes) {
        if (machine.readsStartup()) {
            if (startsWithTls(bytes)) {
                directTls = true;
                handle(new StartupReceived(new SSLRequest()));
                return true;
            }
            @Nullable ByteBuf packet = startupPackets.next(bytes);
            if (packet == null) {
                return false;
            }
            try {
                handle(new StartupReceived(StartupPacket.decode(packet)));
            } finally {
                packet.release();
            }
            return true;
        }
        boolean token = machine.state() instanceof SessionState.AwaitingToken;
        @Nullable Frame frame = (token ? tokenFrames : frames).next(bytes);
        if (frame == null) {
            return false;
        }
        try {
            FrontendType type = FrontendType.of(frame.type());
            if (type == null) {
                throw new ProtocolViolation("frontend message type", "one of the protocol", "another");
            }
            FrontendMessage message = FrontendMessage.decode(
                    type, frame.body(), token ? AuthenticationPhase.PASSWORD : AuthenticationPhase.NONE);
            handle(new ClientSent(message));
        } finally {
            frame.release();
        }
        return true;
    }

    /** Direct negotiation: a TLS record where the connection's first packet should be. No packet is that long. */
    private boolean startsWithTls(ByteBuf bytes) {
        return effects.offersTls()
                && machine.state().equals(CONNECTED)
                && bytes.isReadable()
                && bytes.getByte(bytes.readerIndex()) == ListenerTls.HANDSHAKE_RECORD;
    }

    private void updateReading() {
        boolean room = received == null || machine.readsClient() || received.readableBytes() < MAX_WAITING_BYTES;
        client.config().setAutoRead(room && effects.upstreamWritable());
        if (room) {
            stopProbing();
        } else if (probing == null) {
            probing = client.eventLoop()
                    .scheduleWithFixedDelay(this::probe, PROBE_SECONDS, PROBE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void probe() {
        if (client.isWritable() && !isClosed()) {
            effects.reply(NoticeResponse.of("NOTICE", "00000", "a statement still waits to be decided", null, null));
            flushClient();
        }
    }

    private void stopProbing() {
        if (probing != null) {
            probing.cancel(false);
            probing = null;
        }
    }

    /** Returns whether the message goes on to the client as it is. */
    boolean onServerMessage(BackendMessage message, long bytes) {
        handle(new ServerSent(message, bytes));
        if (message instanceof CommandComplete command
                && SCHEMA_TAGS.contains(command.tag().split(" ", 2)[0])) {
            effects.schemaChanged();
        }
        return machine.relaysServerMessage();
    }

    /** The message has been passed on, or withheld. */
    void onServerMessageRelayed() {
        if (machine.awaitsRelay()) {
            handle(new SessionEvent.ServerRelayed());
        }
    }

    void onServerViolation(ProtocolViolation violation) {
        handle(new ProtocolBroken("the database broke the protocol: " + message(violation)));
    }

    void onUpstreamGone() {
        handle(new UpstreamGone());
    }

    void onUpstreamWritability() {
        effects.telemetry().writable(Peer.UPSTREAM, effects.upstreamWritable());
        pump();
        effects.flushUpstream();
    }

    /** What was read from the server has been relayed. */
    void onServerRead() {
        pump();
        effects.flushUpstream();
    }

    boolean isClosed() {
        return effects.isClosed();
    }

    void writeToClient(ByteBuf bytes) {
        effects.telemetry().sent(bytes.readableBytes());
        client.write(bytes);
    }

    void flushClient() {
        client.flush();
    }

    /** The answer to a request for encryption; bytes that the client sent before the handshake would be in clear. */
    void answerEncryption(Optional<ListenerTls> accepted) {
        if (directTls) {
            @Nullable ByteBuf hello = received;
            received = null;
            accepted.ifPresent(this::startTls);
            if (hello != null) {
                client.pipeline().fireChannelRead(hello);
            }
            return;
        }
        if (accepted.isPresent() && received != null && received.isReadable()) {
            handle(new ProtocolBroken("unencrypted data after the request for TLS"));
            return;
        }
        client.writeAndFlush(client.alloc().buffer(1).writeByte(accepted.isPresent() ? 'S' : 'N'));
        accepted.ifPresent(this::startTls);
    }

    private void startTls(ListenerTls listener) {
        tls = listener.newHandler(client.alloc());
        client.pipeline().addFirst(PipelineNames.TLS, tls);
    }

    private void onTlsEstablished(ChannelHandlerContext ctx, SslHandler handler) {
        // As the server has it: who comes with TLS straight away has to say what for.
        if (directTls && !ListenerTls.PROTOCOL.equals(handler.applicationProtocol())) {
            LOG.atDebug().log("direct TLS without ALPN refused");
            ctx.close();
        } else {
            handle(new SessionEvent.TlsEstablished());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        machine.onAccepted().forEach(effects::run);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        effects.telemetry().received(((ByteBuf) data).readableBytes());
        received = received == null
                ? (ByteBuf) data
                : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, (ByteBuf) data);
        pump();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        effects.flushUpstream();
        flushClient();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        effects.telemetry().writable(Peer.CLIENT, client.isWritable());
        effects.readUpstream(client.isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess() && tls != null) {
                onTlsEstablished(ctx, tls);
            } else {
                effects.telemetry().tlsFailed();
                ctx.close();
            }
        } else if (event instanceof IdleStateEvent) {
            handle(new TimerFired(Timer.IDLE));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handle(new ClientGone());
        release();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onException(cause);
        ctx.close();
    }

    /** What the network or a TLS handshake brings about is nothing to be told; anything else is a fault of our own. */
    static void onException(Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.atError().setCause(cause).log("a session failed");
        }
    }

    /** Sends what is queued, then closes. */
    void closeClient() {
        release();
        if (tls != null && !tls.handshakeFuture().isSuccess()) {
            // Nothing can be said before the handshake is done.
            client.close();
            return;
        }
        effects.closeSoon(client);
    }

    private void release() {
        stopProbing();
        if (received != null) {
            received.release();
            received = null;
        }
    }

    private static String message(ProtocolViolation violation) {
        String message = violation.getMessage();
        return message == null ? "protocol violation" : message;
    }
}
