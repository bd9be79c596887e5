package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * Everything hostile at once, at a proxy with its default limits and with Netty tracking every buffer: whoever works does
 * not notice, newcomers get in, and nothing is left over.
 */
class HostileLoadIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final int IDLE = 2_000;
    private static final int BOGUS_CANCELS = 1_000;
    private static final int LARGE_PASSWORDS = 20;
    private static final int HALF_CLOSED = 100;
    private static final int RESETS = 30;
    private static final int CUTS = 10;
    private static final int DEAF = 20;
    private static final int WORKERS = 4;

    private static final String ROWS = "SELECT repeat('x', 1000) FROM generate_series(1, 100000)";
    private static final String CUT = "cut here";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String[] PARANOID = {"-Dio.netty.leakDetection.level=paranoid"};

    /** Descriptors that come and go by themselves: connections to Kafka, jars. */
    private static final int SLACK = 8;

    private final ConcurrentLinkedQueue<AutoCloseable> held = new ConcurrentLinkedQueue<>();

    @Test
    void aLeakedBufferWouldBeSeen() throws Exception {
        try (OtherProcess leaky = OtherProcess.java(List.of(PARANOID), PlantedLeak.class)) {
            assertThat(leaky.exitCode(LIMIT)).isZero();
            assertThat(leaky.finish()).contains("LEAK:");
        }
    }

    @Test
    void whoWorksDoesNotNotice() throws Exception {
        try (Cable cable = new Cable(GATE.postgres().host(), GATE.postgres().port(), CUT);
                ProxyProcess proxy = ProxyProcess.start(
                        GATE,
                        ProxyProcess.Settings.of(GATE, "")
                                .withDatabasePort(cable.port())
                                .withOptions(PARANOID))) {
            greet(proxy, "first");
            awaitEmpty(proxy);
            long descriptors = descriptors(proxy);

            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                List<Worker> workers = new ArrayList<>();
                for (int i = 0; i < WORKERS; i++) {
                    workers.add(new Worker(proxy, i));
                }
                List<Future<Integer>> work = new ArrayList<>();
                workers.forEach(worker -> work.add(threads.submit(worker)));

                List<Future<Void>> attacks = Stream.<Callable<Void>>of(
                                () -> holdIdle(proxy),
                                () -> cancelAtRandom(proxy, workers),
                                () -> sendLargePasswords(proxy),
                                () -> closeHalf(proxy),
                                () -> resetInMidResult(proxy),
                                () -> beCutOff(proxy),
                                () -> neverRead(proxy))
                        .map(threads::submit)
                        .toList();
                int newcomers = 0;
                while (!attacks.stream().allMatch(Future::isDone)) {
                    greet(proxy, "newcomer-" + newcomers);
                    newcomers++;
                }
                for (Future<Void> attack : attacks) {
                    attack.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                }
                greet(proxy, "late-newcomer");
                workers.forEach(Worker::stop);
                int statements = 0;
                for (Future<Integer> one : work) {
                    int done = one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    assertThat(done).isPositive();
                    statements += done;
                }
                long displaced = (long) proxy.admin().value("postern_sessions_refused_total{sqlstate=\"53300\"}");
                assertThat(displaced).isGreaterThan(IDLE / 2);
                System.out.printf(
                        Locale.ROOT,
                        "hostile load: %d statements of %d sessions right, the slowest two took %d ms; %d newcomers let in"
                                + " meanwhile, %d connections displaced%n",
                        statements,
                        WORKERS,
                        workers.stream()
                                .mapToLong(worker -> worker.slowest.toMillis())
                                .max()
                                .orElseThrow(),
                        newcomers + 1,
                        displaced);
            } finally {
                threads.shutdownNow();
                closeHeld();
            }

            awaitEmpty(proxy);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(descriptors(proxy))
                            .as("descriptors of the proxy, %s before", descriptors)
                            .isLessThanOrEqualTo(descriptors + SLACK));
            System.out.println(
                    "hostile load: " + descriptors + " descriptors before, " + descriptors(proxy) + " after");
            for (int i = 0; i < 3; i++) {
                proxy.collectGarbage();
                greet(proxy, "after-" + i);
            }
            assertThat(proxy.process().output()).doesNotContain("LEAK:");
        }
    }

    /** A session that checks every answer. */
    private static final class Worker implements Callable<Integer> {

        private final RawClient client;
        private final int number;
        private volatile boolean stopped;
        private volatile Duration slowest = Duration.ZERO;

        private Worker(ProxyProcess proxy, int number) throws IOException {
            this.number = number;
            client = proxy.loggedIn(GATE, "worker-" + number, "agents");
        }

        private void stop() {
            stopped = true;
        }

        /** How many statements had the right answer. */
        @Override
        public Integer call() throws IOException {
            try (client) {
                int done = 0;
                while (!stopped) {
                    long began = System.nanoTime();
                    int factor = done % 1_000;
                    assertThat(RawAnswers.text(client, "SELECT " + factor + " * " + (number + 7)))
                            .isEqualTo(Integer.toString(factor * (number + 7)));
                    assertThat(RawAnswers.count(client, "SELECT repeat('w', 100) FROM generate_series(1, 500)"))
                            .isEqualTo(500);
                    done += 2;
                    Duration took = Duration.ofNanos(System.nanoTime() - began);
                    slowest = took.compareTo(slowest) > 0 ? took : slowest;
                }
                return done;
            }
        }
    }

    /** Each of four addresses holds its share. */
    private Void holdIdle(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < IDLE; i++) {
            InetAddress source = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + i % 4)});
            held.add(new Socket(InetAddress.getLoopbackAddress(), proxy.port(), source, 0));
        }
        return null;
    }

    private static Void cancelAtRandom(ProxyProcess proxy, List<Worker> workers) throws IOException {
        Random random = new Random(2_000);
        for (int i = 0; i < BOGUS_CANCELS; i++) {
            byte[] key = new byte[i % 3 == 0 ? 32 : 4];
            random.nextBytes(key);
            int processId = i % 2 == 0
                    ? random.nextInt()
                    : workers.get(i % workers.size()).client.cancelRequest().processId();
            try (RawClient client = new RawClient(proxy.port())) {
                client.send(new CancelRequest(processId, SecretKey.of(key))::encode);
                client.readByteOrReset();
            }
        }
        return null;
    }

    private static Void sendLargePasswords(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < LARGE_PASSWORDS; i++) {
            try (RawClient client = new RawClient(proxy.port())) {
                client.send(new StartupMessage(3, 0, Map.of("user", "verbose", "database", "shop"))::encode);
                client.readByteOrReset();
                client.send(new PasswordMessage("x".repeat(1_000_000)));
            } catch (IOException e) {
                // The proxy need not take all of it.
            }
        }
        return null;
    }

    private Void closeHalf(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < HALF_CLOSED; i++) {
            RawClient client = new RawClient(proxy.port());
            held.add(client);
            if (i % 10 == 0) {
                client.logIn(GATE, "half-" + i, "agents", 0);
            }
            client.shutdownOutput();
        }
        return null;
    }

    private static Void resetInMidResult(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < RESETS; i++) {
            RawClient client = proxy.loggedIn(GATE, "reset-" + i, "agents");
            client.send(RawAnswers.query(ROWS));
            client.readUntil(BackendType.DATA_ROW);
            client.reset();
        }
        return null;
    }

    private static Void beCutOff(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < CUTS; i++) {
            try (RawClient client = proxy.loggedIn(GATE, "cut-" + i, "agents")) {
                client.send(
                        RawAnswers.query("SELECT '" + CUT + "', repeat('x', 1000) FROM generate_series(1, 1000000)"));
                List<BackendMessage> answer = client.readToEnd();
                assertThat(answer.get(answer.size() - 1))
                        .isInstanceOfSatisfying(
                                ErrorResponse.class,
                                error -> assertThat(error.sqlState()).isEqualTo("08006"));
            }
        }
        return null;
    }

    private Void neverRead(ProxyProcess proxy) throws IOException {
        for (int i = 0; i < DEAF; i++) {
            RawClient client = proxy.loggedIn(GATE, "deaf-" + i, "agents");
            held.add(client);
            client.send(RawAnswers.query(ROWS));
        }
        return null;
    }

    private static void greet(ProxyProcess proxy, String subject) throws IOException {
        try (RawClient client = proxy.loggedIn(GATE, subject, "agents")) {
            client.send(RawAnswers.query("SELECT 'hello'"));
            assertThat(client.readUntil(BackendType.READY_FOR_QUERY)).contains(new CommandComplete("SELECT 1"));
        }
    }

    private static void awaitEmpty(ProxyProcess proxy) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(proxy.admin().value("postern_sessions_open")).isZero();
            assertThat(proxy.admin().value("postern_connections_unauthenticated"))
                    .isZero();
            assertThat(proxy.admin().value("postern_sessions_blocked{peer=\"client\"}"))
                    .isZero();
        });
    }

    private static long descriptors(ProxyProcess proxy) throws IOException {
        try (Stream<Path> open =
                Files.list(Path.of("/proc", Long.toString(proxy.process().pid()), "fd"))) {
            return open.count();
        }
    }

    private void closeHeld() throws Exception {
        AutoCloseable next;
        while ((next = held.poll()) != null) {
            next.close();
        }
    }
}
