package io.postern.proxy.adapter.netty;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.StartupFrameReader;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.StartupPacket;

/** What the client's bytes ask for, however they came about. */
final class ClientBytes {

    private final ByteBuf unread = Unpooled.buffer();
    private boolean started;
    private boolean broken;
    private int readyAsked;

    void on(byte[] bytes) {
        unread.writeBytes(bytes);
        try {
            while (!broken && (started ? readFrame() : readPacket())) {
                // Until the bytes run out.
            }
        } catch (ProtocolViolation e) {
            broken = true;
        }
        unread.discardReadBytes();
    }

    private boolean readPacket() {
        @Nullable ByteBuf packet = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH).next(unread);
        if (packet == null) {
            return false;
        }
        try {
            started = StartupPacket.decode(packet) instanceof StartupMessage;
        } finally {
            packet.release();
        }
        return true;
    }

    private boolean readFrame() {
        @Nullable Frame frame = new FrameReader(Integer.MAX_VALUE - 16).next(unread);
        if (frame == null) {
            return false;
        }
        if (frame.type() == 'Q' || frame.type() == 'S' || frame.type() == 'F') {
            readyAsked++;
        }
        frame.release();
        return true;
    }

    /** Messages that are answered by ReadyForQuery. */
    int readyAsked() {
        return readyAsked;
    }
}
