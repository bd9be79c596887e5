package io.postern.testkit;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.testcontainers.kafka.KafkaContainer;

import io.postern.embedded.EmbeddedKafka;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.TopicAdmin;

/**
 * A Kafka broker with the topics of the catalogue, for a {@code static @RegisterExtension} field.
 *
 * <p>{@link #shared()} is one broker for all test classes of the run, so tests see each other's records: pick keys that
 * are their own. It is a container where a Docker engine answers, embedded otherwise. {@link #exclusive()} is an embedded
 * broker of this test class, which can {@link #stop} and {@link #restart}.
 */
public final class KafkaFixture implements BeforeAllCallback {

    private static final String IMAGE = "apache/kafka:4.1.1";
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(60);
    private static final Namespace SHARED = Namespace.create(KafkaFixture.class);

    private final boolean isShared;
    private @Nullable Broker broker;

    private KafkaFixture(boolean isShared) {
        this.isShared = isShared;
    }

    public static KafkaFixture shared() {
        return new KafkaFixture(true);
    }

    public static KafkaFixture exclusive() {
        return new KafkaFixture(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        broker = isShared
                ? context.getRoot().getStore(SHARED).computeIfAbsent(Broker.class, key -> Broker.shared(), Broker.class)
                : context.getStore(Namespace.create(KafkaFixture.class, this))
                        .computeIfAbsent(Broker.class, key -> Broker.embedded(), Broker.class);
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(bootstrapServers());
    }

    public String bootstrapServers() {
        return started().bootstrapServers();
    }

    /** Takes the broker down; clients keep getting connection refused. Only for {@link #exclusive()}. */
    public void stop() {
        exclusivelyStarted().stop();
    }

    /** Brings it back on the same port with what it had; stops it first if it runs. Only for {@link #exclusive()}. */
    public void restart() {
        exclusivelyStarted().restart();
    }

    private Broker started() {
        Broker started = broker;
        if (started == null) {
            throw new IllegalStateException("KafkaFixture has to be in a static field with @RegisterExtension");
        }
        return started;
    }

    private Restartable<EmbeddedKafka> exclusivelyStarted() {
        if (isShared) {
            throw new IllegalStateException("a shared broker is not stopped: use KafkaFixture.exclusive()");
        }
        return started().process().orElseThrow();
    }

    private record Broker(
            String bootstrapServers, Optional<KafkaContainer> container, Optional<Restartable<EmbeddedKafka>> process)
            implements AutoCloseable {

        static Broker shared() {
            return Containers.start(() -> new KafkaContainer(IMAGE)
                            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000"))
                    .map(c -> new Broker(c.getBootstrapServers(), Optional.of(c), Optional.empty()).withTopics())
                    .orElseGet(Broker::embedded);
        }

        static Broker embedded() {
            Restartable<EmbeddedKafka> kafka = new Restartable<>(
                    "kafka", (directory, port) -> EmbeddedKafka.start(directory.path(), port), EmbeddedKafka::port);
            return new Broker("127.0.0.1:" + kafka.port(), Optional.empty(), Optional.of(kafka)).withTopics();
        }

        private Broker withTopics() {
            TopicAdmin.createMissing(KafkaConnection.to(bootstrapServers), TOPICS_LIMIT);
            return this;
        }

        @Override
        public void close() {
            container.ifPresent(KafkaContainer::close);
            process.ifPresent(Restartable::close);
        }
    }
}
