package io.postern.proxy.adapter.netty;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ProtocolViolation;

/**
 * From the database to the client: scans message headers, hands what the session has to know of to the driver, and passes
 * runs of everything else on as slices of what was read, whatever the size of a row. The beginning of a row of ordinary
 * size waits for its end, so that there is a place between two messages for what the gate has to say should the end never
 * come. Event-loop confined; owns the bytes it has not passed on.
 */
final class Relay extends ChannelInboundHandlerAdapter {

    private static final int HEADER = 5;

    /** No server makes a row or a piece of a COPY larger: its memory for one value ends there. */
    private static final int MAX_PASSED = 1 << 30;

    /** Of what is decoded, and so held whole. */
    private static final int MAX_DECODED = 4 * 1024 * 1024;

    private final SessionDriver driver;
    private @Nullable ByteBuf received;

    /** Rows up to this size, header included, go on as a whole. */
    static final int MAX_WHOLE_ROW = 64 * 1024;

    /** Bytes of a message that goes on unread, still to come. */
    private long passing;

    /** The beginning of a row that goes on as a whole. */
    private @Nullable ByteBuf rowBeginning;

    /** What {@link #rowBeginning} lacks. */
    private int rowMissing;

    private int runStart;
    private int position;
    private long relayedSinceEvent;

    /** What the proxy itself has to say while a row is half on its way. */
    private final Deque<ByteBuf> held = new ArrayDeque<>();

    Relay(SessionDriver driver) {
        this.driver = driver;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        if (driver.isClosed()) {
            ReferenceCountUtil.release(data);
            return;
        }
        ByteBuf all = joined(ctx, received, (ByteBuf) data);
        received = all;
        if (rowBeginning != null && !completeRow(ctx, rowBeginning, all)) {
            return;
        }
        runStart = all.readerIndex();
        position = runStart;
        try {
            while (received != null && !driver.isClosed() && scanOne(all)) {
                // Until the bytes run out.
            }
        } catch (ProtocolViolation e) {
            driver.onServerViolation(e);
        }
        finish(all);
        driver.onServerRead();
    }

    private static ByteBuf joined(ChannelHandlerContext ctx, @Nullable ByteBuf before, ByteBuf next) {
        if (before == null) {
            return next;
        }
        if (before.refCnt() == 1) {
            // Or the buffer would grow with every read.
            before.discardReadBytes();
        }
        return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, next);
    }

    /** Sends the beginning on where the rest is there; the rest follows as what is passed on unread. */
    private boolean completeRow(ChannelHandlerContext ctx, ByteBuf beginning, ByteBuf rest) {
        int available = rest.readableBytes();
        if (available < rowMissing) {
            rowBeginning = joined(ctx, beginning, rest);
            rowMissing -= available;
            received = null;
            return false;
        }
        relayedSinceEvent += beginning.readableBytes();
        driver.writeToClient(beginning);
        rowBeginning = null;
        passing = rowMissing;
        rowMissing = 0;
        return true;
    }

    /** Whether there is more to scan. */
    private boolean scanOne(ByteBuf all) {
        int available = all.writerIndex() - position;
        if (passing > 0) {
            int passed = (int) Math.min(passing, available);
            pass(passed);
            passing -= passed;
            if (passing == 0 && !held.isEmpty()) {
                writeRun();
                writeHeld();
            }
            return passed > 0;
        }
        if (available < HEADER) {
            return false;
        }
        BackendType type = BackendType.of(all.getByte(position));
        int length = all.getInt(position + 1);
        if (type == null || length < Integer.BYTES) {
            throw new ProtocolViolation("message from the server", "a known type and a length", "neither");
        }
        if (type == BackendType.DATA_ROW || type == BackendType.COPY_DATA) {
            if (length < MAX_WHOLE_ROW && available <= length) {
                rowMissing = 1 + length - available;
                return false;
            }
            if (length > MAX_PASSED) {
                throw new ProtocolViolation("length of " + type, "at most " + MAX_PASSED, Integer.toString(length));
            }
            passing = 1L + length;
            return true;
        }
        if (length > MAX_DECODED) {
            throw new ProtocolViolation("length of " + type, "at most " + MAX_DECODED, Integer.toString(length));
        }
        int size = 1 + length;
        if (available < size) {
            return false;
        }
        BackendMessage message = BackendMessage.decode(type, all.slice(position + HEADER, length - Integer.BYTES));
        long bytes = relayedSinceEvent + size;
        relayedSinceEvent = 0;
        if (driver.onServerMessage(message, bytes)) {
            position += size;
        } else {
            writeRun();
            position += size;
            runStart = position;
        }
        driver.onServerMessageRelayed();
        return true;
    }

    private void pass(int bytes) {
        position += bytes;
        relayedSinceEvent += bytes;
    }

    /** Says something to the client, between two messages of the server. */
    void say(ByteBuf message) {
        if (passing > 0) {
            held.add(message);
        } else {
            writeRun();
            driver.writeToClient(message);
        }
    }

    private void writeHeld() {
        while (!held.isEmpty()) {
            driver.writeToClient(held.remove());
        }
    }

    private void writeRun() {
        if (received != null && position > runStart) {
            driver.writeToClient(received.retainedSlice(runStart, position - runStart));
            runStart = position;
        }
    }

    private void finish(ByteBuf all) {
        if (received == null) {
            return;
        }
        if (driver.isClosed()) {
            release();
            return;
        }
        writeRun();
        all.readerIndex(position);
        if (rowMissing > 0) {
            rowBeginning = all;
            received = null;
        } else if (!all.isReadable()) {
            all.release();
            received = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        driver.flushClient();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        driver.onUpstreamWritability();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        release();
        driver.onUpstreamGone();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        SessionDriver.onException(cause);
        ctx.close();
    }

    private void release() {
        if (received != null) {
            received.release();
            received = null;
        }
        if (rowBeginning != null) {
            rowBeginning.release();
            rowBeginning = null;
        }
        while (!held.isEmpty()) {
            held.remove().release();
        }
    }
}
