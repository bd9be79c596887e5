package io.postern.proxy.adapter.netty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;

/**
 * Logs in to the database as the role that the identity was mapped to (PostgreSQL manual, "Start-up" under "Message Flow").
 * Trusts nothing that the server says: every message has its turn, one is at most {@link #MAX_MESSAGE} bytes and all are at
 * most {@link #MAX_BYTES}. Stays in the pipeline, without reading, until its successor is there. Event-loop confined; what
 * costs time runs elsewhere, one message after the other.
 */
final class UpstreamHandshake extends ChannelInboundHandlerAdapter {

    /** Of one message's body. */
    static final int MAX_MESSAGE = 64 * 1024;

    /** From the first byte of the server to ReadyForQuery. */
    static final int MAX_BYTES = 256 * 1024;

    /** The first with cancel keys of more than four bytes. */
    private static final int LONG_KEYS = 2;

    private final StartupMessage startup;
    private final UpstreamAuthentication authentication;
    private final Executor blocking;
    private final CompletableFuture<Greeting> outcome;
    private final FrameReader frames = new FrameReader(MAX_MESSAGE);
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable ByteBuf received;
    private long total;
    private boolean answering;
    private boolean asked;
    private boolean negotiated;
    private int minorVersion;
    private Optional<BackendKeyData> key = Optional.empty();

    /** Of the authentication; nothing of either where the server speaks next. */
    private record Answer(Optional<FrontendMessage> reply, Optional<LoginFailed> failure) {}

    /** What the server told on the way. */
    record Greeting(Map<String, String> parameters, Optional<BackendKeyData> key) {}

    /**
     * @param blocking where passwords are hashed
     * @param outcome completes on the event loop, exceptionally with {@link LoginFailed}; the connection is closed then
     */
    UpstreamHandshake(
            StartupMessage startup,
            UpstreamAuthentication authentication,
            Executor blocking,
            CompletableFuture<Greeting> outcome) {
        this.startup = startup;
        this.authentication = authentication;
        this.blocking = blocking;
        this.outcome = outcome;
        minorVersion = startup.minorVersion();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            start(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        start(ctx);
    }

    private void start(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Messages.encode(ctx.alloc(), startup::encode));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        ByteBuf bytes = (ByteBuf) data;
        total += bytes.readableBytes();
        if (outcome.isDone()) {
            bytes.release();
            // Before the relay is there nothing may come, and nothing may be lost.
            ctx.close();
            return;
        }
        received =
                received == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, bytes);
        if (total > MAX_BYTES) {
            fail(ctx, new LoginFailed("the database sends too much before it is ready"));
            return;
        }
        proceed(ctx);
    }

    private void proceed(ChannelHandlerContext ctx) {
        try {
            @Nullable Frame frame;
            while (!answering && !outcome.isDone() && received != null && (frame = frames.next(received)) != null) {
                try {
                    on(ctx, decode(frame));
                } finally {
                    frame.release();
                }
            }
        } catch (ProtocolViolation e) {
            fail(ctx, new LoginFailed("the database broke the protocol", e));
        } catch (LoginFailed e) {
            fail(ctx, e);
        }
    }

    private static BackendMessage decode(Frame frame) {
        BackendType type = BackendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("message type", "one of the protocol", "another");
        }
        return BackendMessage.decode(type, frame.body());
    }

    private void on(ChannelHandlerContext ctx, BackendMessage message) throws LoginFailed {
        if (message instanceof ErrorResponse error) {
            throw refused(error);
        }
        if (message instanceof NoticeResponse) {
            return;
        }
        if (message.backendType() == BackendType.AUTHENTICATION) {
            onAuthentication(ctx, message);
        } else if (message instanceof NegotiateProtocolVersion negotiation) {
            onNegotiation(negotiation);
        } else if (!authentication.isDone()) {
            throw outOfTurn();
        } else if (message instanceof ParameterStatus parameter) {
            parameters.put(parameter.name(), parameter.value());
        } else if (message instanceof BackendKeyData data) {
            onKey(data);
        } else if (message instanceof ReadyForQuery) {
            succeed(ctx);
        } else {
            throw outOfTurn();
        }
    }

    private void onAuthentication(ChannelHandlerContext ctx, BackendMessage message) throws LoginFailed {
        if (authentication.isDone()) {
            throw outOfTurn();
        }
        asked = true;
        answering = true;
        ctx.channel().config().setAutoRead(false);
        try {
            blocking.execute(() -> {
                Answer answer = answer(message);
                ctx.executor().execute(() -> onAnswered(ctx, answer));
            });
        } catch (RejectedExecutionException e) {
            throw new LoginFailed("too many sessions are being opened right now; try again", e);
        }
    }

    private Answer answer(BackendMessage message) {
        try {
            return new Answer(authentication.on(message), Optional.empty());
        } catch (LoginFailed e) {
            return new Answer(Optional.empty(), Optional.of(e));
        } catch (RuntimeException | AssertionError e) {
            // The SCRAM client asserts, where assertions are on, what a server may well not send.
            return new Answer(Optional.empty(), Optional.of(new LoginFailed("the login to the database failed", e)));
        }
    }

    private void onAnswered(ChannelHandlerContext ctx, Answer answer) {
        answering = false;
        if (outcome.isDone() || ctx.isRemoved()) {
            return;
        }
        if (answer.failure().isPresent()) {
            fail(ctx, answer.failure().get());
            return;
        }
        answer.reply().ifPresent(message -> ctx.writeAndFlush(Messages.encode(ctx.alloc(), message)));
        ctx.channel().config().setAutoRead(true);
        proceed(ctx);
    }

    private void onNegotiation(NegotiateProtocolVersion negotiation) throws LoginFailed {
        if (asked || negotiated || negotiation.minorVersion() > startup.minorVersion()) {
            throw outOfTurn();
        }
        if (!negotiation.options().isEmpty()) {
            throw new LoginFailed("the database turns down protocol options that were not asked for");
        }
        negotiated = true;
        minorVersion = negotiation.minorVersion();
    }

    private void onKey(BackendKeyData data) throws LoginFailed {
        if (key.isPresent() || (minorVersion < LONG_KEYS && data.key().length() != SecretKey.MIN_BYTES)) {
            throw outOfTurn();
        }
        key = Optional.of(data);
    }

    private static LoginFailed refused(ErrorResponse error) {
        String sqlState = error.sqlState();
        return new LoginFailed(
                sqlState.matches("[0-9A-Z]{5}")
                        ? "the database refused the connection (SQLSTATE " + sqlState + ")"
                        : "the database refused the connection");
    }

    private static LoginFailed outOfTurn() {
        return new LoginFailed("the database spoke out of turn");
    }

    private void succeed(ChannelHandlerContext ctx) throws LoginFailed {
        if (received != null && received.isReadable()) {
            throw outOfTurn();
        }
        // Until the relay is there to take what comes.
        ctx.channel().config().setAutoRead(false);
        outcome.complete(new Greeting(Map.copyOf(parameters), key));
    }

    private void fail(ChannelHandlerContext ctx, LoginFailed failure) {
        outcome.completeExceptionally(failure);
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outcome.completeExceptionally(new LoginFailed("the database closed the connection"));
        // The relay may just have been added behind.
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, new LoginFailed("the connection to the database broke", cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (received != null) {
            received.release();
            received = null;
        }
    }
}
