package io.postern.proxy.adapter.netty;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import io.postern.proxy.adapter.netty.Effects.ListenerParts;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.ListenerSettings;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.session.SessionMachine;

/** Accepts clients. */
public final class ProxyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    /** For the last words to those who are still there at the end. */
    private static final int CLOSING_SECONDS = 5;

    /** For the statements of sessions that were ended: nobody is left to wait for them. */
    private static final Duration CANCELLING = Duration.ofSeconds(2);

    private final EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup workers = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SessionParts parts;
    private final ListenerParts shared;
    private final Channel listener;
    private volatile boolean draining;

    private ProxyServer(ListenerSettings settings, SessionParts parts, ListenerParts shared) {
        this.parts = parts;
        this.shared = shared;
        ChannelFuture bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                })
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        listener = bound.channel();
        if (!bound.isSuccess()) {
            stop();
            throw new IllegalStateException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " for clients", bound.cause());
        }
    }

    /**
     * @throws IllegalStateException where the port is taken or the certificate cannot be read
     */
    public static ProxyServer start(ListenerSettings settings, List<DatabaseTarget> databases, SessionParts parts) {
        Optional<ListenerTls> tls = settings.tls()
                .map(files -> ListenerTls.start(files, parts.timeouts().login()));
        return new ProxyServer(
                settings,
                parts,
                new ListenerParts(
                        tls,
                        new Upstreams(databases, parts.timeouts().upstreamConnect(), parts.blocking()),
                        new Connections(parts.limits().connections(), parts.telemetry())));
    }

    private void initialize(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            // Gone before it was looked at.
            channel.close();
            return;
        }
        clients.add(channel);
        shared.connections().accept(channel, remote.getAddress());
        String sessionId = UUID.randomUUID().toString();
        SessionMachine machine = new SessionMachine(
                sessionId,
                remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                remote.getAddress().isLoopbackAddress(),
                parts.rules());
        Effects effects =
                new Effects(channel, parts, shared, parts.ports().log().writer(sessionId));
        SessionDriver driver =
                new SessionDriver(channel, machine, parts.limits().maxMessageBytes(), effects);
        channel.pipeline()
                .addLast(
                        PipelineNames.IDLE,
                        new IdleStateHandler(parts.timeouts().idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(PipelineNames.SESSION, driver);
        if (draining) {
            driver.post(new SessionEvent.DrainAsked());
        }
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

    /**
     * Lets what runs come to its end, for as long as there is time: accepts connections for the delay, then no more, and
     * ends every session as soon as no statement and no transaction of it runs. Returns when the last session has ended, or
     * when the time is up and some go on. Sessions can be cancelled through other proxies meanwhile.
     */
    public void drain(Timeouts.Drain times) {
        LOG.atInfo()
                .addKeyValue("connections", clients.size())
                .addKeyValue("limit", times.limit())
                .log("draining");
        try {
            if (closing.await(times.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        draining = true;
        listener.close().awaitUninterruptibly();
        post(new SessionEvent.DrainAsked());
        boolean ended =
                clients.newCloseFuture().awaitUninterruptibly(times.limit().toMillis(), TimeUnit.MILLISECONDS);
        LOG.atInfo().addKeyValue("connections", clients.size()).log(ended ? "drained" : "the time to drain is up");
    }

    /** Tells every client (57P01), then closes. */
    @Override
    public void close() {
        closing.countDown();
        draining = true;
        listener.close().awaitUninterruptibly();
        post(new SessionEvent.ShutdownAsked());
        clients.newCloseFuture().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
        clients.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        shared.upstreams().awaitCancels(CANCELLING);
        stop();
    }

    private void post(SessionEvent event) {
        for (Channel client : clients) {
            if (client.pipeline().get(PipelineNames.SESSION) instanceof SessionDriver driver) {
                driver.post(event);
            }
        }
    }

    private void stop() {
        shared.tls().ifPresent(ListenerTls::close);
        acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
