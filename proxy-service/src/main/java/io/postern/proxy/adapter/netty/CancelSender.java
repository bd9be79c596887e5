package io.postern.proxy.adapter.netty;

import java.util.concurrent.CompletableFuture;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.postern.pgwire.CancelRequest;

/** Sends one CancelRequest and closes. */
final class CancelSender extends ChannelInboundHandlerAdapter {

    private final CancelRequest request;
    private final CompletableFuture<?> outcome;

    /**
     * @param outcome completes when the request is on its way
     */
    CancelSender(CancelRequest request, CompletableFuture<?> outcome) {
        this.request = request;
        this.outcome = outcome;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            send(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Messages.encode(ctx.alloc(), request::encode)).addListener((ChannelFutureListener) sent -> {
            outcome.complete(null);
            sent.channel().close();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        ReferenceCountUtil.release(data);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        outcome.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
