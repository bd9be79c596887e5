package io.postern.proxy.adapter.netty;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.proxy.adapter.netty.UpstreamHandshake.Greeting;
import io.postern.proxy.adapter.netty.UpstreamHandshake.LoginFailed;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.statement.Session;

/** Connections to the databases, with the credentials that only the proxy has. Thread-safe. */
final class Upstreams {

    private final Map<String, DatabaseTarget> targets;
    private final Duration limit;
    private final Executor blocking;
    private final ChannelFactory<?> channels;

    /**
     * @param limit for connecting and logging in
     * @param blocking reads secrets
     */
    Upstreams(List<DatabaseTarget> databases, Duration limit, Executor blocking) {
        this(databases, limit, blocking, NioSocketChannel::new);
    }

    /**
     * @param channels makes the connections
     */
    Upstreams(List<DatabaseTarget> databases, Duration limit, Executor blocking, ChannelFactory<?> channels) {
        targets = new LinkedHashMap<>();
        databases.forEach(database -> targets.put(database.name(), database));
        this.limit = limit;
        this.blocking = blocking;
        this.channels = channels;
    }

    /** A connection that is ready for its first query; its pipeline is empty. */
    record Upstream(Channel channel, Greeting greeting) {}

    /** Completes exceptionally with {@link LoginFailed}, whose message a client may see. */
    CompletionStage<Upstream> connect(EventLoop loop, Session session, Map<String, String> settings) {
        DatabaseTarget target = target(session);
        return CompletableFuture.supplyAsync(() -> password(target, session.role()), blocking)
                .thenCompose(password -> connect(loop, target, startup(target, session, settings), password));
    }

    private CompletionStage<Upstream> connect(
            EventLoop loop, DatabaseTarget target, StartupMessage startup, String password) {
        CompletableFuture<Greeting> outcome = new CompletableFuture<>();
        ChannelFuture connecting = bootstrap(loop)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(PipelineNames.HANDSHAKE, new UpstreamHandshake(startup, password, outcome));
                    }
                })
                .connect(target.host(), target.port());
        Channel channel = connecting.channel();
        connecting.addListener((ChannelFutureListener) future -> {
            if (!future.isSuccess()) {
                outcome.completeExceptionally(new LoginFailed("the database cannot be reached"));
            }
        });
        var timeout = loop.schedule(
                () -> {
                    outcome.completeExceptionally(new LoginFailed("the database did not answer in time"));
                    channel.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        return outcome.whenComplete((greeting, failure) -> timeout.cancel(false))
                .thenApply(greeting -> new Upstream(channel, greeting));
    }

    /** Sends a CancelRequest on a connection of its own; nothing comes back, as the protocol has it. */
    void cancel(EventLoop loop, Session session, BackendKeyData key) {
        DatabaseTarget target = target(session);
        bootstrap(loop)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setAutoRead(true);
                    }
                })
                .connect(target.host(), target.port())
                .addListener((ChannelFutureListener) future -> {
                    if (future.isSuccess()) {
                        CancelRequest request = new CancelRequest(key.processId(), key.key());
                        future.channel()
                                .writeAndFlush(Messages.encode(future.channel().alloc(), request::encode))
                                .addListener(ChannelFutureListener.CLOSE);
                    }
                });
    }

    private Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(channels)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis());
    }

    private DatabaseTarget target(Session session) {
        DatabaseTarget target = targets.get(session.database());
        if (target == null) {
            throw new IllegalStateException("a session of an unknown database");
        }
        return target;
    }

    private static String password(DatabaseTarget target, String role) {
        return target.role(role)
                .orElseThrow(() -> new IllegalStateException("no credential for role " + role + " of " + target.name()))
                .password()
                .resolve();
    }

    private static StartupMessage startup(DatabaseTarget target, Session session, Map<String, String> settings) {
        Map<String, String> parameters = new LinkedHashMap<>(settings);
        parameters.put("user", session.role());
        parameters.put("database", target.database());
        parameters.put("client_encoding", "UTF8");
        parameters.put("standard_conforming_strings", "on");
        parameters.put("search_path", String.join(", ", session.searchPath()));
        return new StartupMessage(3, 0, parameters);
    }
}
