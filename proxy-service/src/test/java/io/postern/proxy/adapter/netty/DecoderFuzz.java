package io.postern.proxy.adapter.netty;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.postern.pgwire.AuthenticationPhase;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Frame;
import io.postern.pgwire.FrameReader;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FrontendType;
import io.postern.pgwire.ProtocolViolation;
import io.postern.pgwire.StartupFrameReader;
import io.postern.pgwire.StartupPacket;

/** One stream of distorted messages for the decoders of one direction, cut into pieces anywhere. */
final class DecoderFuzz {

    private static final int MAX_BODY = 64 * 1024;
    private static final long ALLOCATION_BASE = 256 * 1024;
    private static final long ALLOCATION_PER_BYTE = 256;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private enum Direction {
        STARTUP(Strangers.STARTUP),
        FRONTEND(Strangers.FRONTEND),
        BACKEND(Strangers.BACKEND);

        private final List<byte[]> messages;

        Direction(List<byte[]> messages) {
            this.messages = messages;
        }
    }

    private final Random random;
    private final FuzzTotals totals;
    private final Direction direction;
    private final AuthenticationPhase phase;

    DecoderFuzz(long seed, FuzzTotals totals) {
        random = new Random(seed);
        this.totals = totals;
        direction = List.of(Direction.values()).get(random.nextInt(Direction.values().length));
        phase = List.of(AuthenticationPhase.values()).get(random.nextInt(AuthenticationPhase.values().length));
    }

    /** Allocation counts in full, also that of a class which is loaded on the way. */
    Findings play() {
        Findings findings = new Findings();
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        ByteBuf in = allocator.heapBuffer();
        Pipe pipe = new Pipe();
        Distortion distortion = new Distortion(random, 1 + random.nextInt(4), Strangers.ALL);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            pipe.add(distortion.of(direction.messages.get(random.nextInt(direction.messages.size()))));
        }
        if (random.nextInt(8) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            pipe.add(noise);
        }
        int size = pipe.length();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read(in, pipe, findings);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > ALLOCATION_BASE + ALLOCATION_PER_BYTE * size) {
            findings.add(allocated + " bytes allocated for " + size + " bytes");
        }
        if (in.refCnt() != 1 || !in.release() || allocator.metric().usedHeapMemory() != 0) {
            findings.add("a decoder kept a buffer");
        }
        totals.count("decoder " + direction + " streams");
        totals.count("decoder " + direction + " bytes", size);
        return findings;
    }

    private void read(ByteBuf in, Pipe pipe, Findings findings) {
        try {
            while (!pipe.isEmpty()) {
                in.writeBytes(pipe.next(random));
                while (readOne(in)) {
                    totals.count("decoder " + direction + " messages");
                }
                in.discardReadBytes();
            }
        } catch (ProtocolViolation e) {
            String message = String.valueOf(e.getMessage());
            int colon = message.indexOf(':');
            String where = colon < 0 ? message : message.substring(0, colon);
            totals.count("decoder " + direction + " violations: " + e.sqlState() + " " + where);
            totals.mix(message.hashCode());
        } catch (RuntimeException | Error e) {
            findings.add("a decoder threw " + e);
        }
    }

    private boolean readOne(ByteBuf in) {
        if (direction == Direction.STARTUP) {
            @Nullable ByteBuf packet = new StartupFrameReader(StartupFrameReader.DEFAULT_MAX_LENGTH).next(in);
            if (packet == null) {
                return false;
            }
            try {
                totals.mix(StartupPacket.decode(packet).toString().hashCode());
            } finally {
                packet.release();
            }
            return true;
        }
        @Nullable Frame frame = new FrameReader(MAX_BODY).next(in);
        if (frame == null) {
            return false;
        }
        try {
            totals.mix(decode(frame).toString().hashCode());
        } finally {
            frame.release();
        }
        return true;
    }

    private Object decode(Frame frame) {
        if (direction == Direction.FRONTEND) {
            FrontendType type = FrontendType.of(frame.type());
            if (type == null) {
                throw new ProtocolViolation("message type", "one of the protocol", "another");
            }
            return FrontendMessage.decode(type, frame.body(), phase);
        }
        BackendType type = BackendType.of(frame.type());
        if (type == null) {
            throw new ProtocolViolation("message type", "one of the protocol", "another");
        }
        return BackendMessage.decode(type, frame.body());
    }
}
