package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The memory of a proxy, looked at again and again while a stream passes through it. */
final class MemorySamples {

    private static final long MEGABYTE = 1024L * 1024;

    /** Netty's buffers: what one session may hold, and what the rest of the process has. */
    private static final long DIRECT_LIMIT = 32 * MEGABYTE;

    /** Between the first and the last quarter. */
    private static final long DRIFT = 16 * MEGABYTE;

    private final ProxyProcess proxy;
    private final String what;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * In bytes.
     *
     * @param heap as it was found
     * @param live after a collection
     * @param resident of the whole process
     */
    private record Sample(long direct, long heap, long live, long resident) {}

    /** @param what passes through */
    MemorySamples(ProxyProcess proxy, String what) {
        this.proxy = proxy;
        this.what = what;
    }

    /** Takes about a second. */
    void take() throws IOException, InterruptedException {
        long heap = heap();
        long direct = direct();
        proxy.collectGarbage();
        samples.add(new Sample(
                Math.max(direct, direct()),
                heap,
                heap(),
                resident(proxy.process().pid())));
    }

    private long heap() throws IOException, InterruptedException {
        return (long) proxy.admin().sum("jvm_memory_used_bytes{area=\"heap\"");
    }

    private long direct() throws IOException, InterruptedException {
        return (long) proxy.admin().value("postern_allocator_used_bytes{memory=\"direct\"}");
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                * 1024;
    }

    /** Neither large nor growing. */
    void assertFlat() {
        assertThat(samples).allSatisfy(sample -> assertThat(sample.direct()).isBetween(1L, DIRECT_LIMIT));
        List<Sample> first = samples.subList(0, samples.size() / 4);
        List<Sample> last = samples.subList(samples.size() * 3 / 4, samples.size());
        assertThat(max(last, Sample::direct)).isLessThan(max(first, Sample::direct) + DRIFT);
        assertThat(max(last, Sample::live)).isLessThan(max(first, Sample::live) + DRIFT);
    }

    private static long max(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream().mapToLong(value).max().orElseThrow();
    }

    void print(long bytes, Duration took) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f GB in %d s; direct max %.1f MB, heap max %.1f MB, live max %.1f MB, RSS max %.1f MB%n",
                what,
                bytes / 1e9,
                took.toSeconds(),
                max(samples, Sample::direct) / 1e6,
                max(samples, Sample::heap) / 1e6,
                max(samples, Sample::live) / 1e6,
                max(samples, Sample::resident) / 1e6);
        for (int i = 0; i < samples.size(); i += 2) {
            Sample sample = samples.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "%s: after %3d %%: direct %.1f MB, heap %.1f MB, live %.1f MB, RSS %.1f MB%n",
                    what,
                    (i + 1) * 100 / samples.size(),
                    sample.direct() / 1e6,
                    sample.heap() / 1e6,
                    sample.live() / 1e6,
                    sample.resident() / 1e6);
        }
    }
}
