package io.postern.proxy.adapter.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.AttributeKey;
import io.postern.identity.Identity;
import io.postern.pgwire.ErrorResponse;
import io.postern.proxy.config.Limits;
import io.postern.proxy.session.Refusal;
import io.postern.proxy.telemetry.Telemetry;

/** The clients of one listener: first in the waiting room, then in a place of their own. Thread-safe. */
final class Connections {

    private static final int NETWORK_BYTES = 8;

    /** Whom a connection counts against; an address is not to be had any more once it is closed. */
    private static final AttributeKey<String> SOURCE = AttributeKey.valueOf(Connections.class, "source");

    private final WaitingRoom<Channel> waiting;
    private final SessionPlaces places;
    private final Telemetry telemetry;

    Connections(Limits.Connections limits, Telemetry telemetry) {
        this.telemetry = telemetry;
        waiting = new WaitingRoom<>(limits.unauthenticated());
        places = new SessionPlaces(limits);
    }

    /** A connection came in. */
    void accept(Channel channel, InetAddress address) {
        String source = source(address);
        channel.attr(SOURCE).set(source);
        waiting.enter(channel, source).ifPresent(this::displace);
        channel.closeFuture().addListener(closed -> waiting.leave(channel));
    }

    private void displace(Channel channel) {
        telemetry.turnedAway(Refusal.TOO_MANY_SESSIONS.sqlState());
        channel.eventLoop().execute(() -> {
            ErrorResponse full = Refusal.TOO_MANY_SESSIONS.fatal("too many connections that are not logged in");
            channel.writeAndFlush(Messages.encode(channel.alloc(), full)).addListener(ChannelFutureListener.CLOSE);
            // Where it could not be written at once it never will be.
            channel.close();
        });
    }

    /**
     * The client of this connection is authenticated and admitted: it leaves the waiting room and takes a place until the
     * connection is closed.
     *
     * @return why it gets none
     */
    Optional<String> seat(Channel channel, Identity identity) {
        waiting.leave(channel);
        String source = source(channel);
        Optional<String> refused = places.take(identity, source);
        if (refused.isEmpty()) {
            channel.closeFuture().addListener(closed -> places.release(identity, source));
        }
        return refused;
    }

    /** Whom an accepted connection counts against. */
    static String source(Channel channel) {
        return channel.attr(SOURCE).get();
    }

    /** An address, or its network where anybody has many addresses. */
    static String source(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        StringBuilder network = new StringBuilder();
        byte[] bytes = address.getAddress();
        for (int i = 0; i < NETWORK_BYTES; i += 2) {
            network.append(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)))
                    .append(':');
        }
        return network + ":/64";
    }
}
