package io.postern.proxy.adapter.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;

/** A connection without a socket: its peer, a test, hands bytes in when they are read, takes bytes out, stops taking, goes away. */
final class SimulatedChannel extends AbstractChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final ChannelConfig config;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean connected;
    private boolean open = true;
    private boolean reading;
    private boolean stalled;

    private SimulatedChannel(boolean connected, ByteBufAllocator allocator) {
        super((Channel) null);
        this.connected = connected;
        config = new DefaultChannelConfig(this) {
            @Override
            protected void autoReadCleared() {
                reading = false;
            }

            /** Those of sockets mean nothing here. */
            @Override
            public <T> boolean setOption(ChannelOption<T> option, T value) {
                super.setOption(option, value);
                return true;
            }
        };
        config.setAllocator(allocator);
    }

    /** As a server accepts it; to be registered. */
    static SimulatedChannel accepted(ByteBufAllocator allocator) {
        return new SimulatedChannel(true, allocator);
    }

    /** As a client makes it; not connected yet. */
    static SimulatedChannel connecting(ByteBufAllocator allocator) {
        return new SimulatedChannel(false, allocator);
    }

    /** Whether bytes of the peer would be read now. */
    boolean reads() {
        return reading && isActive();
    }

    /** Bytes of the peer arrive; only where they are read. */
    void feed(byte[] bytes, int from, int length) {
        if (!reads()) {
            throw new IllegalStateException("nobody reads");
        }
        reading = false;
        ByteBuf buffer = alloc().heapBuffer(length).writeBytes(bytes, from, length);
        pipeline().fireChannelRead(buffer);
        pipeline().fireChannelReadComplete();
    }

    /** What was written since the last call. */
    byte[] taken() {
        byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }

    /** Takes no bytes from now on; at most what Netty queues is written. */
    void stall() {
        stalled = true;
    }

    void unstall() {
        stalled = false;
        unsafe().flush();
    }

    boolean isStalled() {
        return stalled;
    }

    /** Bytes that wait because of a stall. */
    long queued() {
        ChannelOutboundBuffer buffer = unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** The peer resets or ends the connection. */
    void cut() {
        if (open) {
            unsafe().close(unsafe().voidPromise());
        }
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unsafe();
    }

    private final class Unsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
            if (!ensureOpen(promise)) {
                return;
            }
            connected = true;
            safeSetSuccess(promise);
            pipeline().fireChannelActive();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws IOException {
        while (!stalled) {
            Object message = in.current();
            if (message == null) {
                return;
            }
            ByteBuf bytes = (ByteBuf) message;
            bytes.readBytes(written, bytes.readableBytes());
            in.remove();
        }
    }

    @Override
    protected void doBeginRead() {
        reading = true;
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof SimulatedLoop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    }

    @Override
    protected void doBind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doClose() {
        open = false;
        connected = false;
        reading = false;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && connected;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
