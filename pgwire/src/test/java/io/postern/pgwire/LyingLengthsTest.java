package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Lengths and counts that are not true, in every message. */
class LyingLengthsTest {

    /** A header, a violation and its message; no message of the samples, and no length below, has as many. */
    private static final long SMALL = 16_384;

    private static final int[] INT_32 = {-1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x7FFF_FFFB, 0x1000_0000, 0xFFFF
    };
    private static final short[] INT_16 = {-1, -2, Short.MIN_VALUE, Short.MAX_VALUE, 0x1000};

    static Stream<Sample> samples() {
        return MessageSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageLongerThanAllowedIsRefusedByItsHeaderBeforeAnythingIsAllocated(Sample sample) {
        byte[] bytes = sample.bytes();
        int declared = ByteBuffer.wrap(bytes).getInt(sample.headerBytes() - Integer.BYTES);
        for (int length : new int[] {declared + 1, 10_001, 1 << 20, 1 << 30, Integer.MAX_VALUE}) {
            byte[] header = ByteBuffer.wrap(bytes.clone())
                    .putInt(sample.headerBytes() - Integer.BYTES, length)
                    .array();
            CountingAllocator allocator = new CountingAllocator();
            ByteBuf in = allocator.directBuffer().writeBytes(header, 0, sample.headerBytes());
            int before = allocator.buffers();

            long allocated = allocatedBy(() ->
                    assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> next(sample, length - 1, in)));

            assertThat(allocator.buffers()).isEqualTo(before);
            assertThat(allocated).isLessThan(1 << 20);
            assertThat(in.refCnt()).isEqualTo(1);
            in.release();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aLengthThatIsWithinTheLimitButNotThereYetAllocatesNothing(Sample sample) {
        byte[] bytes = sample.bytes();
        CountingAllocator allocator = new CountingAllocator();
        ByteBuf in = allocator.directBuffer().writeBytes(bytes, 0, bytes.length - 1);
        in.setInt(sample.headerBytes() - Integer.BYTES, Integer.MAX_VALUE - 1);
        int before = allocator.buffers();

        assertThat(next(sample, Integer.MAX_VALUE - 1, in)).isNull();

        assertThat(allocator.buffers()).isEqualTo(before);
        in.release();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void numbersInTheBodyThatAreNotTrueAreReadExactlyOrAreViolationsAndAllocateLittle(Sample sample) {
        byte[] body = sample.body();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 2; round++) {
            for (int at = 0; at + Short.BYTES <= body.length; at++) {
                for (byte[] changed : changed(body, at)) {
                    ReadBack.isReadExactly(changed, sample.decode());
                    ByteBuf buffer = Unpooled.wrappedBuffer(changed);
                    long before = threads.getCurrentThreadAllocatedBytes();
                    Object outcome = decode(sample, buffer);
                    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                    // The first round loads classes.
                    assertThat(round == 0 ? 0 : allocated)
                            .as("%s at %s: %s", sample, at, outcome)
                            .isLessThan(SMALL + 64L * body.length);
                }
            }
        }
    }

    private static List<byte[]> changed(byte[] body, int at) {
        Stream.Builder<byte[]> changed = Stream.builder();
        for (short number : INT_16) {
            changed.add(ByteBuffer.wrap(body.clone()).putShort(at, number).array());
        }
        if (at + Integer.BYTES <= body.length) {
            for (int number : INT_32) {
                changed.add(ByteBuffer.wrap(body.clone()).putInt(at, number).array());
            }
        }
        return changed.build().toList();
    }

    private static Object decode(Sample sample, ByteBuf body) {
        try {
            return sample.decode().apply(body);
        } catch (ProtocolViolation e) {
            return e;
        }
    }

    private static @Nullable Object next(Sample sample, int maxLength, ByteBuf in) {
        if (sample.message() instanceof StartupPacket) {
            return new StartupFrameReader(Math.max(8, maxLength)).next(in);
        }
        return new FrameReader(Math.max(0, maxLength - Integer.BYTES)).next(in);
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
