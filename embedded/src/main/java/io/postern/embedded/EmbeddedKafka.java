package io.postern.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * One Kafka broker, its own controller (KRaft), in this JVM. Listens on 127.0.0.1, without authentication: for one
 * machine's own use. Topics are never created by use.
 *
 * <p>What is acknowledged survives the end of the process, killed or not; like any single Kafka broker it does not sync
 * each record to disk, so the machine's own crash can lose the last seconds.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String WHAT = "Kafka";
    private static final String NODE_ID = "1";
    private static final int START_ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final DirectoryLock lock;
    private final int port;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(DirectoryLock lock, int port, KafkaRaftServer server) {
        this.lock = lock;
        this.port = port;
        this.server = server;
    }

    private static EmbeddedKafka launch(DirectoryLock lock, Path directory, int wantedPort) {
        prepare(directory);
        for (int attempt = 1; ; attempt++) {
            int clientPort = Ports.claim(wantedPort, WHAT);
            KafkaRaftServer candidate = server(directory, clientPort, Ports.claim(0, WHAT));
            try {
                candidate.startup();
                return new EmbeddedKafka(lock, clientPort, candidate);
            } catch (RuntimeException e) {
                stop(candidate);
                // Between the choice of a free port and its use another process may have taken it.
                if (!(rootOf(e) instanceof BindException) || attempt == START_ATTEMPTS) {
                    throw new IllegalStateException("Kafka does not start in " + directory, e);
                }
            }
        }
    }

    /**
     * Starts on the data of an earlier start in the same directory, or formats an empty one; returns when clients can
     * connect. Blocks for some seconds.
     *
     * @param port to listen on, 0 for a free one
     * @throws PortInUse if the port is taken
     * @throws IllegalStateException if the broker does not start, or the directory is in use
     */
    public static EmbeddedKafka start(Path dataDirectory, int port) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            EmbeddedKafka kafka = launch(lock, directory.resolve("broker"), port);
            LOG.atInfo().addKeyValue("port", kafka.port).log("embedded Kafka is up");
            return kafka;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Host and port, as {@code bootstrap.servers} has it. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Stops the broker; the data stays. Safe to call again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                stop(server);
            } finally {
                lock.close();
            }
        }
    }

    private static KafkaRaftServer server(Path directory, int port, int controllerPort) {
        return new KafkaRaftServer(new KafkaConfig(settings(directory, port, controllerPort), false), Time.SYSTEM);
    }

    private static void stop(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            if (!Files.exists(directory.resolve("meta.properties"))) {
                format(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + " for Kafka", e);
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void format(Path directory) {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setPrintStream(quiet)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory + " for Kafka", e);
        }
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        String client = "PLAINTEXT://" + Ports.LOOPBACK + ":" + port;
        String controller = Ports.LOOPBACK + ":" + controllerPort;
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", client);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());

        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");

        // A broker or a Streams application that was killed is taken for dead, and may come back, after seconds.
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");

        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }
}
