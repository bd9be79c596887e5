package io.postern.pgwire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.netty.buffer.ByteBuf;

/** The checked-in bytes that fuzzing starts from. */
class SeedCorpusTest {

    private static final int ROUNDS = 300;
    private static final long ALLOCATION_BASE = 1 << 16;
    private static final long ALLOCATION_PER_BYTE = 256;

    static Stream<Seed> seeds() {
        return Seed.all().stream();
    }

    @Test
    void everyMessageHasASeedThatBeginsWithIt() {
        List<String> expected = Stream.of(
                        family("startup", StartupPacket.class),
                        family("frontend", FrontendMessage.class),
                        family("backend", BackendMessage.class))
                .flatMap(names -> names)
                .toList();

        List<String> first = seeds().map(SeedCorpusTest::first).toList();

        assertThat(first).containsAll(expected);
        assertThat(seeds().map(Seed::name)).containsAll(expected);
    }

    private static Stream<String> family(String direction, Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses()).map(type -> direction + "-" + type.getSimpleName());
    }

    private static String first(Seed seed) {
        ByteBuf in = Buffers.of(seed.bytes());
        try {
            return seed.direction() + "-" + seed.messages(in).get(0).getClass().getSimpleName();
        } finally {
            in.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySeedIsReadToItsEnd(Seed seed) {
        ByteBuf in = Buffers.of(seed.bytes());

        List<Object> messages = seed.messages(in);

        assertThat(messages).isNotEmpty();
        assertThat(in.isReadable()).isFalse();
        assertThat(in.release()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMutatedSeedGivesMessagesOrAViolationAndAllocatesLittle(Seed seed) {
        Random random = new Random(seed.name().hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Mutation.of(seed.bytes(), random);

            // The first time may load classes.
            long allocated = Math.min(allocatedBy(seed, bytes, random), allocatedBy(seed, bytes, random));

            assertThat(allocated)
                    .as("round %s of %s", round, seed)
                    .isLessThan(ALLOCATION_BASE + ALLOCATION_PER_BYTE * bytes.length);
        }
    }

    private static long allocatedBy(Seed seed, byte[] bytes, Random random) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CountingAllocator allocator = new CountingAllocator();
        ByteBuf in = allocator.heapBuffer(bytes.length);
        long before = threads.getCurrentThreadAllocatedBytes();
        feed(seed, bytes, in, random);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocator.buffers()).isEqualTo(1);
        assertThat(in.refCnt()).isEqualTo(1);
        in.release();
        return allocated;
    }

    /** In pieces of any size; any exception but a violation fails the test. */
    private static void feed(Seed seed, byte[] bytes, ByteBuf in, Random random) {
        int fed = 0;
        try {
            while (fed < bytes.length) {
                int piece = 1 + random.nextInt(bytes.length - fed);
                in.writeBytes(bytes, fed, piece);
                fed += piece;
                seed.messages(in);
            }
        } catch (ProtocolViolation e) {
            assertThat(e.sqlState()).isIn("08P01", "22021");
        }
    }
}
