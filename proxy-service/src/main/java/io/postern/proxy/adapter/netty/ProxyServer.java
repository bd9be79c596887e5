package io.postern.proxy.adapter.netty;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.postern.pgwire.ErrorResponse;
import io.postern.proxy.adapter.netty.Effects.ListenerParts;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.ListenerSettings;
import io.postern.proxy.session.Refusal;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionMachine;

/** Accepts clients. */
public final class ProxyServer implements AutoCloseable {

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ChannelGroup sessions;
    private final Channel listener;
    private final Optional<ListenerTls> tls;

    private ProxyServer(
            EventLoopGroup acceptor,
            EventLoopGroup workers,
            ChannelGroup sessions,
            Channel listener,
            Optional<ListenerTls> tls) {
        this.acceptor = acceptor;
        this.workers = workers;
        this.sessions = sessions;
        this.listener = listener;
        this.tls = tls;
    }

    /**
     * @throws IllegalStateException where the port is taken or the certificate cannot be read
     */
    public static ProxyServer start(ListenerSettings settings, List<DatabaseTarget> databases, SessionParts parts) {
        Optional<ListenerTls> tls = settings.tls()
                .map(files -> ListenerTls.start(files, parts.timeouts().login()));
        ListenerParts shared = new ListenerParts(
                tls, new Upstreams(databases, parts.timeouts().upstreamConnect(), parts.blocking()), new CancelKeys());
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ChannelGroup sessions = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, parts, shared, sessions);
                    }
                })
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            tls.ifPresent(ListenerTls::close);
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " for clients", bound.cause());
        }
        return new ProxyServer(acceptor, workers, sessions, bound.channel(), tls);
    }

    private static void initialize(Channel channel, SessionParts parts, ListenerParts shared, ChannelGroup sessions) {
        if (sessions.size() >= parts.limits().maxSessions()) {
            ErrorResponse tooMany = Refusal.TOO_MANY_SESSIONS.fatal("sorry, too many clients already");
            channel.writeAndFlush(Messages.encode(channel.alloc(), tooMany)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        sessions.add(channel);
        String sessionId = UUID.randomUUID().toString();
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        SessionMachine machine = new SessionMachine(
                sessionId,
                remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                remote.getAddress().isLoopbackAddress(),
                parts.rules());
        Effects effects =
                new Effects(channel, parts, shared, parts.ports().log().writer(sessionId));
        channel.pipeline()
                .addLast(
                        PipelineNames.IDLE,
                        new IdleStateHandler(parts.timeouts().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(
                        PipelineNames.SESSION,
                        new SessionDriver(channel, machine, parts.limits().maxMessageBytes(), effects));
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Whether clients can connect. */
    public boolean isListening() {
        return listener.isActive();
    }

    public EventLoops eventLoops() {
        return new EventLoops(workers);
    }

    /** Tells every client (57P01), then closes. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        tls.ifPresent(ListenerTls::close);
        for (Channel session : sessions) {
            if (session.pipeline().get(PipelineNames.SESSION) instanceof SessionDriver driver) {
                driver.post(new SessionEvent.ShutdownAsked());
            }
        }
        sessions.newCloseFuture().awaitUninterruptibly(5, TimeUnit.SECONDS);
        sessions.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
