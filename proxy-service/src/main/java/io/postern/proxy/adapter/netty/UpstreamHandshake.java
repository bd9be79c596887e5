package io.postern.proxy.adapter.netty;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.AuthenticationSASL;
import io.postern.pgwire.AuthenticationSASLContinue;
import io.postern.pgwire.AuthenticationSASLFinal;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.SASLInitialResponse;
import io.postern.pgwire.SASLResponse;
import io.postern.pgwire.StartupMessage;

/**
 * Logs in to the database by SCRAM-SHA-256 (PostgreSQL manual, "SASL Authentication"; RFC 7677), as the role that the
 * identity was mapped to. Removes itself once the server is ready. Event-loop confined.
 */
final class UpstreamHandshake extends ChannelInboundHandlerAdapter {

    private static final int MAX_MESSAGE = 64 * 1024;

    private final StartupMessage startup;
    private final String password;
    private final CompletableFuture<Greeting> outcome;
    private final FrameReader frames = new FrameReader(MAX_MESSAGE);
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable ByteBuf received;
    private @Nullable ScramClient scram;
    private boolean serverProven;
    private Optional<BackendKeyData> key = Optional.empty();

    /** What the server told on the way. */
    record Greeting(Map<String, String> parameters, Optional<BackendKeyData> key) {}

    /** Why there is no connection, in words that a client may see. */
    static final class LoginFailed extends Exception {
        private static final long serialVersionUID = 1L;

        LoginFailed(String message) {
            super(message, null, false, false);
        }
    }

    UpstreamHandshake(StartupMessage startup, String password, CompletableFuture<Greeting> outcome) {
        this.startup = startup;
        this.password = password;
        this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Messages.encode(ctx.alloc(), startup::encode));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        ByteBuf all = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                ctx.alloc(), received == null ? ctx.alloc().buffer(0) : received, (ByteBuf) data);
        received = all;
        try {
            @Nullable Frame frame;
            while (!outcome.isDone() && (frame = frames.next(all)) != null) {
                try {
                    on(ctx, decode(frame));
                } finally {
                    frame.release();
                }
            }
        } catch (ProtocolViolation | LoginFailed | ScramException e) {
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

    private void on(ChannelHandlerContext ctx, BackendMessage message) throws LoginFailed, ScramException {
        if (message instanceof AuthenticationSASL sasl) {
            scram = ScramClient.builder()
                    .advertisedMechanisms(sasl.mechanisms().stream()
                            .filter(mechanism -> mechanism.equals("SCRAM-SHA-256"))
                            .toList())
                    .username("*")
                    .password(password.toCharArray())
                    .build();
            send(
                    ctx,
                    new SASLInitialResponse(
                            "SCRAM-SHA-256", bytes(scram().clientFirstMessage().toString())));
        } else if (message instanceof AuthenticationSASLContinue challenge) {
            scram().serverFirstMessage(text(challenge.data()));
            send(ctx, new SASLResponse(bytes(scram().clientFinalMessage().toString())));
        } else if (message instanceof AuthenticationSASLFinal proof) {
            scram().serverFinalMessage(text(proof.data()));
            serverProven = true;
        } else if (message instanceof AuthenticationOk) {
            if (!serverProven) {
                throw new LoginFailed("the database accepts this role without SCRAM-SHA-256, which is not trusted");
            }
        } else if (message instanceof ParameterStatus parameter) {
            parameters.put(parameter.name(), parameter.value());
        } else if (message instanceof BackendKeyData data) {
            key = Optional.of(data);
        } else if (message instanceof ReadyForQuery) {
            succeed(ctx);
        } else if (message instanceof ErrorResponse error) {
            throw new LoginFailed("the database refused the connection (SQLSTATE " + error.sqlState() + ")");
        } else if (!(message instanceof NoticeResponse)) {
            throw new LoginFailed("the database asks for a login that this gate does not offer: only SCRAM-SHA-256");
        }
    }

    private ScramClient scram() throws LoginFailed {
        if (scram == null) {
            throw new LoginFailed("the database spoke out of turn");
        }
        return scram;
    }

    private void succeed(ChannelHandlerContext ctx) throws LoginFailed {
        if (received != null && received.isReadable()) {
            throw new LoginFailed("the database spoke out of turn");
        }
        // Until the relay is there to take what comes.
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().remove(this);
        outcome.complete(new Greeting(parameters, key));
    }

    private void fail(ChannelHandlerContext ctx, Exception e) {
        String why = e instanceof LoginFailed ? e.getMessage() : "the login to the database failed";
        outcome.completeExceptionally(new LoginFailed(why == null ? "" : why));
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outcome.completeExceptionally(new LoginFailed("the database closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        outcome.completeExceptionally(new LoginFailed("the connection to the database broke"));
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (received != null) {
            received.release();
            received = null;
        }
    }

    private static void send(ChannelHandlerContext ctx, FrontendMessage message) {
        ctx.writeAndFlush(Messages.encode(ctx.alloc(), message));
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
