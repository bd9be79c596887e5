package io.postern.proxy.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.netty.util.ResourceLeakDetector;

/**
 * Random valid and broken conversations through decoders, session and login. Runs a few as a test; for as long as told by {@code
 * -Dpostern.fuzz.seconds}, from {@code -Dpostern.fuzz.seed}, and only the conversation of {@code -Dpostern.fuzz.only}.
 */
class WireFuzzTest {

    private static final long SEED = Long.getLong("postern.fuzz.seed", 5432);
    private static final long SECONDS = Long.getLong("postern.fuzz.seconds", 0);
    private static final int ROUNDS = 40;
    private static final int STREAMS_PER_CONVERSATION = 20;
    private static final long STUCK_MILLIS = 20_000;

    private static ResourceLeakDetector.Level level = ResourceLeakDetector.Level.SIMPLE;

    @TempDir
    private Path directory;

    private Path password;

    WireFuzzTest() {
        password = Path.of("");
    }

    @BeforeAll
    static void detectLeaks() {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterAll
    static void restore() {
        ResourceLeakDetector.setLevel(level);
    }

    @BeforeEach
    void writePassword() throws IOException {
        password = Files.writeString(directory.resolve("password"), FuzzScram.PASSWORD);
    }

    @Test
    void randomConversationsEndCleanly() {
        Long only = Long.getLong("postern.fuzz.only");
        FuzzTotals totals = new FuzzTotals();
        long started = System.nanoTime();
        if (only == null) {
            fuzz(SEED, ROUNDS, started + TimeUnit.SECONDS.toNanos(SECONDS), totals);
        } else {
            one(only, totals);
        }
        totals.count("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));

        System.out.println("fuzzed from seed " + SEED + "\n" + totals);

        assertThat(totals.get("conversations")).isPositive();
        assertThat(only != null || totals.get("sessions opened") > totals.get("conversations") / 4)
                .isTrue();
    }

    @Test
    void theSameSeedPlaysTheSameConversations() {
        FuzzTotals one = new FuzzTotals();
        FuzzTotals other = new FuzzTotals();

        fuzz(77, ROUNDS / 4, 0, one);
        fuzz(77, ROUNDS / 4, 0, other);

        assertThat(other).hasToString(one.toString());
    }

    /** At least so many rounds, and then on until the time is over. */
    private void fuzz(long seed, int rounds, long untilNanos, FuzzTotals totals) {
        AtomicLong current = new AtomicLong();
        AtomicLong since = new AtomicLong(System.nanoTime());
        Thread fuzzer = Thread.currentThread();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            watch.scheduleAtFixedRate(() -> watch(fuzzer, current, since), 1, 1, TimeUnit.SECONDS);
            for (long i = 0; i < rounds || System.nanoTime() - untilNanos < 0; i++) {
                long conversation = seed * 0x9E37_79B9_7F4A_7C15L + i * 0xBF58_476D_1CE4_E5B9L;
                current.set(conversation);
                since.set(System.nanoTime());
                one(conversation, totals);
            }
        } finally {
            watch.shutdownNow();
        }
    }

    private void one(long conversation, FuzzTotals totals) {
        for (int i = 0; i < STREAMS_PER_CONVERSATION; i++) {
            Findings findings = new DecoderFuzz(conversation + i, totals).play();
            // What is found once more is not a class that was loaded.
            check(
                    conversation,
                    findings.isEmpty() ? findings : new DecoderFuzz(conversation + i, new FuzzTotals()).play());
        }
        try (CapturedLog log = new CapturedLog()) {
            FuzzConversation played = new FuzzConversation(conversation, password, totals);
            played.play();
            log.taken().forEach(line -> played.findings().add("logged " + line));
            check(conversation, played.findings());
        }
    }

    private static void check(long conversation, Findings findings) {
        assertThat(findings.isEmpty())
                .as("-Dpostern.fuzz.only=%s\n%s", conversation, findings)
                .isTrue();
    }

    private static void watch(Thread fuzzer, AtomicLong current, AtomicLong since) {
        if (System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(STUCK_MILLIS)) {
            StringBuilder where = new StringBuilder("stuck in -Dpostern.fuzz.only=" + current.get());
            for (StackTraceElement frame : fuzzer.getStackTrace()) {
                where.append("\n  ").append(frame);
            }
            System.err.println(where);
            since.set(System.nanoTime());
        }
    }
}
