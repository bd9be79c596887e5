package io.postern.proxy.adapter.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.postern.identity.Secret;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.StartupMessage;
import io.postern.proxy.adapter.netty.UpstreamAuthentication.Credential;
import io.postern.proxy.adapter.netty.UpstreamHandshake.Greeting;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.statement.Session;

/** Connections to the databases, with the credentials that only the proxy has. Thread-safe. */
final class Upstreams {

    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);
    private static final int MINOR_VERSION = 2;

    private final Map<String, Door> doors = new LinkedHashMap<>();
    private final Duration limit;
    /** Cancel requests that are not on their way yet, by their number. */
    private final Map<Long, CompletableFuture<Void>> cancels = new ConcurrentHashMap<>();

    private final AtomicLong cancelsAsked = new AtomicLong();
    private final Executor blocking;
    private final ChannelFactory<?> channels;

    /**
     * @param limit for connecting and logging in
     * @param blocking reads files and secrets, looks up names, hashes passwords
     */
    Upstreams(List<DatabaseTarget> databases, Duration limit, Executor blocking) {
        this(databases, limit, blocking, NioSocketChannel::new);
    }

    /**
     * @param channels makes the connections
     */
    Upstreams(List<DatabaseTarget> databases, Duration limit, Executor blocking, ChannelFactory<?> channels) {
        for (DatabaseTarget database : databases) {
            DatabaseServer server = database.server();
            doors.put(database.name(), new Door(database, new UpstreamTls(server.tls())));
            if (server.tls().mode() == Mode.DISABLE && !DatabaseServer.isLoopback(server.host())) {
                LOG.atWarn()
                        .addKeyValue("database", database.name())
                        .addKeyValue("host", server.host())
                        .log("connections to this database are not encrypted, as configured");
            }
        }
        this.limit = limit;
        this.blocking = blocking;
        this.channels = channels;
    }

    private record Door(DatabaseTarget target, UpstreamTls tls) {}

    /** Where to, and how; read and looked up. */
    private record Route(SocketAddress address, Optional<SslContext> tls) {}

    private record Prepared(Route route, Credential credential) {}

    /** A connection that is ready for its first query and reads nothing until {@link #handOver}. */
    record Upstream(Channel channel, Greeting greeting) {

        /** Puts the handler where the login's was; to be called on the channel's event loop. */
        void handOver(ChannelHandler relay) {
            channel.pipeline().addLast(PipelineNames.RELAY, relay);
            if (channel.pipeline().get(PipelineNames.HANDSHAKE) != null) {
                channel.pipeline().remove(PipelineNames.HANDSHAKE);
            }
        }
    }

    /** Completes exceptionally with {@link LoginFailed}, whose message a client may see. */
    CompletionStage<Upstream> connect(EventLoop loop, Session session, Map<String, String> settings) {
        Door door = door(session);
        return CompletableFuture.supplyAsync(() -> prepare(door, session.role()), blocking)
                .thenCompose(prepared ->
                        connect(loop, door.target().server(), prepared, startup(door.target(), session, settings)))
                .whenComplete((connected, failure) -> {
                    if (failure != null) {
                        report(door, failure);
                    }
                });
    }

    private CompletionStage<Upstream> connect(
            EventLoop loop, DatabaseServer server, Prepared prepared, StartupMessage startup) {
        CompletableFuture<Greeting> outcome = new CompletableFuture<>();
        Channel channel = open(loop, server, prepared.route(), outcome, proof -> {
            var authentication = new UpstreamAuthentication(prepared.credential(), server.passwords(), proof);
            return new UpstreamHandshake(startup, authentication, blocking, outcome);
        });
        return outcome.thenApply(greeting -> new Upstream(channel, greeting));
    }

    /**
     * Connects, encrypts where that is configured, and puts a handler into the pipeline, which it starts then or on
     * channelActive. Closes the connection if the outcome is not there in time.
     */
    private Channel open(
            EventLoop loop,
            DatabaseServer server,
            Route route,
            CompletableFuture<?> outcome,
            Function<ServerProof, ChannelHandler> next) {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channelFactory(channels)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (route.tls().isEmpty()) {
                            channel.pipeline().addLast(PipelineNames.HANDSHAKE, next.apply(ServerProof.IN_CLEAR));
                        } else {
                            secure(channel, server, route.tls().get(), outcome, next);
                        }
                    }
                })
                .connect(route.address());
        Channel channel = connecting.channel();
        connecting.addListener((ChannelFutureListener) future -> {
            if (!future.isSuccess()) {
                outcome.completeExceptionally(new LoginFailed("the database cannot be reached", future.cause()));
            }
        });
        var timeout = loop.schedule(
                () -> {
                    outcome.completeExceptionally(new LoginFailed("the database did not answer in time"));
                    channel.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        outcome.whenComplete((done, failure) -> timeout.cancel(false));
        return channel;
    }

    private void secure(
            Channel channel,
            DatabaseServer server,
            SslContext context,
            CompletableFuture<?> outcome,
            Function<ServerProof, ChannelHandler> next) {
        SslHandler tls = context.newHandler(channel.alloc(), server.host(), server.port());
        tls.setHandshakeTimeoutMillis(limit.toMillis());
        CompletableFuture<ServerProof> secured = new CompletableFuture<>();
        secured.whenComplete((proof, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else {
                channel.pipeline().addLast(PipelineNames.HANDSHAKE, next.apply(proof));
            }
        });
        channel.pipeline().addLast(PipelineNames.TLS_REQUEST, new UpstreamTlsRequest(tls, secured));
    }

    /**
     * Sends a CancelRequest on a connection of its own, encrypted as the session's is and to the very server that has it;
     * nothing comes back, as the protocol has it.
     */
    void cancel(EventLoop loop, Session session, Upstream upstream) {
        Optional<BackendKeyData> key = upstream.greeting().key();
        if (key.isEmpty()) {
            return;
        }
        Door door = door(session);
        CancelRequest request =
                new CancelRequest(key.get().processId(), key.get().key());
        SocketAddress address = upstream.channel().remoteAddress();
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        CompletableFuture.supplyAsync(() -> door.tls().context(credential(door, session.role())), blocking)
                .thenAccept(tls -> open(
                        loop,
                        door.target().server(),
                        new Route(address, tls),
                        outcome,
                        proof -> new CancelSender(request, outcome)))
                .exceptionally(failure -> {
                    outcome.completeExceptionally(failure);
                    return null;
                });
        long number = cancelsAsked.incrementAndGet();
        cancels.put(number, outcome);
        outcome.whenComplete((sent, failure) -> {
            cancels.remove(number);
            if (failure != null) {
                report(door, failure);
            }
        });
    }

    /** Waits until the cancel requests that were asked for are on their way, or the time is up. Not on an event loop. */
    void awaitCancels(Duration time) {
        CompletableFuture.allOf(cancels.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    private static Prepared prepare(Door door, String role) {
        RoleCredential credential = credential(door, role);
        DatabaseServer server = door.target().server();
        try {
            return new Prepared(
                    new Route(
                            new InetSocketAddress(InetAddress.getByName(server.host()), server.port()),
                            door.tls().context(credential)),
                    new Credential(
                            role,
                            credential.password().map(Secret::resolve),
                            credential.certificate().isPresent()
                                    && server.tls().mode().verifies()));
        } catch (UnknownHostException e) {
            throw new CompletionException(new LoginFailed("the database cannot be reached", e));
        }
    }

    private static RoleCredential credential(Door door, String role) {
        return door.target()
                .role(role)
                .orElseThrow(() -> new IllegalStateException("no credential for role " + role + " of "
                        + door.target().name()));
    }

    private Door door(Session session) {
        Door door = doors.get(session.database());
        if (door == null) {
            throw new IllegalStateException("a session of an unknown database");
        }
        return door;
    }

    private static void report(Door door, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String detail = cause instanceof LoginFailed failed ? failed.detail().orElse("") : "";
        LOG.atWarn()
                .addKeyValue("database", door.target().name())
                .addKeyValue("error", detail.isEmpty() ? cause.getMessage() : cause.getMessage() + ": " + detail)
                .log("no connection to the database");
    }

    private static StartupMessage startup(DatabaseTarget target, Session session, Map<String, String> settings) {
        Map<String, String> parameters = new LinkedHashMap<>(settings);
        parameters.put("user", session.role());
        parameters.put("database", target.server().database());
        parameters.put("client_encoding", "UTF8");
        parameters.put("standard_conforming_strings", "on");
        parameters.put("search_path", String.join(", ", session.searchPath()));
        return new StartupMessage(3, MINOR_VERSION, parameters);
    }
}
