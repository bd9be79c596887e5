package io.postern.audit.adapter.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.audit.app.FactReader;
import io.postern.audit.app.FactStore;
import io.postern.audit.app.IngestStatus;
import io.postern.audit.app.IngestStatus.Phase;
import io.postern.audit.app.StoreUnavailable;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.TopicAdmin;

/** The ingest thread: runs a {@link LogFollower} and, whenever that gives up, waits and runs the next. */
public final class SessionLogIngest implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(SessionLogIngest.class);

    private final KafkaConnection kafka;
    private final FactReader reader;
    private final FactStore store;
    private final IngestStatus status;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> current = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "audit-ingest");

    private SessionLogIngest(KafkaConnection kafka, FactReader reader, FactStore store, IngestStatus status) {
        this.kafka = kafka;
        this.reader = reader;
        this.store = store;
        this.status = status;
    }

    /** Starts following. Neither the log nor the store needs to answer yet. */
    public static SessionLogIngest start(
            KafkaConnection kafka, FactReader reader, FactStore store, IngestStatus status) {
        SessionLogIngest ingest = new SessionLogIngest(kafka, reader, store, status);
        ingest.thread.start();
        return ingest;
    }

    /** Stops after the batch at hand, within ten seconds. */
    @Override
    public void close() {
        stopping.countDown();
        Consumer<byte[], byte[]> consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_LIMIT.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!stopped()) {
            try {
                makeTopics();
                follow(backoff);
            } catch (WakeupException e) {
                LOG.atDebug().log("ingest woken to stop");
            } catch (StoreUnavailable e) {
                stopped(Phase.STORE_AWAY, "the store does not answer", e);
            } catch (LogUnfit e) {
                stopped(Phase.BLOCKED, String.valueOf(e.getMessage()), e);
            } catch (KafkaException e) {
                stopped(Phase.LOG_AWAY, "Kafka does not answer", e);
            } catch (RuntimeException e) {
                stopped(Phase.BLOCKED, "internal error", e);
            }
            pause(backoff.pause());
        }
    }

    private void makeTopics() {
        try {
            TopicAdmin.createMissing(kafka, TOPICS_LIMIT);
        } catch (IllegalStateException e) {
            throw new KafkaException(e.getMessage(), e);
        }
    }

    private void follow(Backoff backoff) throws StoreUnavailable, LogUnfit {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.with(LogFollower.CONSUMER_PROPERTIES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            current.set(consumer);
            LogFollower follower = new LogFollower(consumer, reader, store, status);
            follower.locate();
            while (!stopped()) {
                follower.step();
                backoff.reset();
            }
        } finally {
            current.set(null);
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void stopped(Phase phase, String detail, Exception reason) {
        if (status.report().phase() != phase) {
            LOG.atWarn()
                    .addKeyValue("phase", phase)
                    .addKeyValue("error", reason.toString())
                    .log("ingest stopped, will try again");
        }
        LOG.atDebug().setCause(reason).log("ingest stopped");
        status.stopped(phase, detail);
    }

    private void pause(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().log("ingest stopping");
            }
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }
}
