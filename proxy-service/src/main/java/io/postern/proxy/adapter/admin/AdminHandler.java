package io.postern.proxy.adapter.admin;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;

/** Answers the first request of a connection and closes it. Event-loop confined. */
final class AdminHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** Of a connection, whatever its peer does. */
    static final Duration LIFETIME = Duration.ofSeconds(10);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final AdminPages pages;
    private @Nullable Future<?> deadline;
    private boolean asked;

    AdminHandler(AdminPages pages) {
        this.pages = pages;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> ctx.close(), LIFETIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (!asked && message instanceof HttpRequest request) {
            asked = true;
            answer(ctx, request);
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            send(ctx, HttpResponseStatus.BAD_REQUEST, TEXT, "not a request that is understood here\n");
            return;
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            send(ctx, HttpResponseStatus.METHOD_NOT_ALLOWED, TEXT, "GET and HEAD only\n");
            return;
        }
        switch (request.uri().split("\\?", 2)[0]) {
            case "/health" -> health(ctx);
            case "/ready" -> ready(ctx);
            case "/metrics" -> send(ctx, HttpResponseStatus.OK, PROMETHEUS, pages.metrics());
            default -> send(ctx, HttpResponseStatus.NOT_FOUND, TEXT, "there are /health, /ready and /metrics\n");
        }
    }

    private void health(ChannelHandlerContext ctx) {
        pages.signOfLife()
                .toCompletableFuture()
                .copy()
                .orTimeout(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (nothing, failure) -> {
                            if (failure == null) {
                                send(ctx, HttpResponseStatus.OK, JSON, "{\"live\":true}\n");
                            } else {
                                unavailable(ctx, "live", "the event loops do not answer");
                            }
                        },
                        ctx.executor());
    }

    private void ready(ChannelHandlerContext ctx) {
        Optional<String> reason = pages.notReady();
        if (reason.isEmpty()) {
            send(ctx, HttpResponseStatus.OK, JSON, "{\"ready\":true}\n");
        } else {
            unavailable(ctx, "ready", reason.get());
        }
    }

    private static void unavailable(ChannelHandlerContext ctx, String what, String reason) {
        String body = "{\"" + what + "\":false,\"reason\":\"" + reason + "\"}\n";
        send(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, JSON, body);
    }

    /** The codec leaves the body out where the request was HEAD. */
    private static void send(ChannelHandlerContext ctx, HttpResponseStatus status, String type, String body) {
        ByteBuf content = ByteBufUtil.encodeString(ctx.alloc(), CharBuffer.wrap(body), StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
