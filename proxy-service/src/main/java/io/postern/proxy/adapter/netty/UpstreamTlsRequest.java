package io.postern.proxy.adapter.netty;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.postern.pgwire.SSLRequest;

/**
 * Asks a server for TLS and does the handshake (PostgreSQL manual, "SSL Session Encryption"). Whatever the server says in
 * clear but one S is discarded unseen. Removes itself, with the handler of TLS in its place, before it completes its
 * outcome. Event-loop confined.
 */
final class UpstreamTlsRequest extends ChannelInboundHandlerAdapter {

    private final SslHandler tls;
    private final CompletableFuture<ServerProof> outcome;
    private boolean answered;

    /** Completes exceptionally with {@link LoginFailed}; the connection is closed then. */
    UpstreamTlsRequest(SslHandler tls, CompletableFuture<ServerProof> outcome) {
        this.tls = tls;
        this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Messages.encode(ctx.alloc(), new SSLRequest()::encode));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        ByteBuf bytes = (ByteBuf) data;
        try {
            if (answered) {
                fail(ctx, "the database spoke before TLS was established");
            } else if (bytes.isReadable()) {
                answered = true;
                onAnswer(ctx, bytes.readByte(), bytes.isReadable());
            }
        } finally {
            bytes.release();
        }
    }

    private void onAnswer(ChannelHandlerContext ctx, byte answer, boolean more) {
        if (answer == 'N') {
            fail(ctx, "the database does not offer TLS, which its configuration here requires");
        } else if (answer != 'S') {
            fail(ctx, "the database does not understand the request for TLS");
        } else if (more) {
            // CVE-2021-23222: it would be taken for something that was said inside.
            fail(ctx, "the database sent bytes in clear after agreeing to TLS");
        } else {
            tls.handshakeFuture().addListener(future -> onHandshake(ctx, future));
            ctx.pipeline().addFirst(PipelineNames.TLS, tls);
        }
    }

    private void onHandshake(ChannelHandlerContext ctx, Future<?> handshake) {
        if (!handshake.isSuccess()) {
            outcome.completeExceptionally(new LoginFailed(
                    "no TLS connection with the database: its certificate or ours, or the TLS version, is not accepted",
                    handshake.cause()));
            ctx.close();
            return;
        }
        try {
            ServerProof proof = ServerProof.of(tls.engine().getSession());
            ctx.pipeline().remove(this);
            outcome.complete(proof);
        } catch (LoginFailed e) {
            fail(ctx, String.valueOf(e.getMessage()));
        }
    }

    private void fail(ChannelHandlerContext ctx, String why) {
        outcome.completeExceptionally(new LoginFailed(why));
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outcome.completeExceptionally(new LoginFailed("the database closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!answered) {
            fail(ctx, "the connection to the database broke");
        } else {
            // The handshake's own outcome says so.
            ctx.close();
        }
    }
}
