package io.postern.proxy.adapter.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.postern.schemas.EventCodec;
import io.postern.schemas.EventSerde;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;

/**
 * Writes events with acks=all. A thread of its own calls Kafka's client, which may block while it looks for brokers; the
 * callers never do. Thread-safe.
 */
final class EventPublisher implements AutoCloseable {

    private static final int MAX_QUEUED = 50_000;

    /** How long a record is tried before it has failed; shorter than what a session waits for. */
    private static final int DELIVERY_MILLIS = 4_000;

    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", "true"),
            Map.entry("linger.ms", "0"),
            Map.entry("compression.type", "lz4"),
            Map.entry("max.request.size", Integer.toString(Topics.MAX_MESSAGE_BYTES)),
            Map.entry("buffer.memory", Long.toString(2L * Topics.MAX_MESSAGE_BYTES)),
            Map.entry("request.timeout.ms", "1500"),
            Map.entry("delivery.timeout.ms", Integer.toString(DELIVERY_MILLIS)),
            Map.entry("max.block.ms", "1500"),
            Map.entry("metadata.max.idle.ms", Long.toString(Duration.ofDays(7).toMillis())),
            Map.entry("reconnect.backoff.max.ms", "500"));

    private final Producer<String, byte[]> producer;
    private final ThreadPoolExecutor sender;
    private final LogHealth health = new LogHealth(System::nanoTime);

    EventPublisher(KafkaConnection kafka) {
        this(new KafkaProducer<>(kafka.with(SETTINGS), new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * @param producer closed with the publisher
     */
    EventPublisher(Producer<String, byte[]> producer) {
        this.producer = producer;
        sender = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_QUEUED),
                task -> new Thread(task, "event-publisher"));
    }

    /** Completes when all in-sync replicas have the event; exceptionally where that failed, or may have. */
    CompletableFuture<Void> send(Topic topic, String key, SpecificRecord event) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        acknowledged.whenComplete((nothing, failure) -> health.onAnswer(failure));
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic.name(), key, EventCodec.encode(event));
        message.headers()
                .add(EventSerde.TYPE_HEADER, event.getSchema().getFullName().getBytes(StandardCharsets.UTF_8));
        try {
            sender.execute(() -> send(message, acknowledged));
        } catch (RejectedExecutionException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private void send(ProducerRecord<String, byte[]> message, CompletableFuture<Void> acknowledged) {
        try {
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(e);
        }
    }

    /** Whether the log took nothing since it last refused something, shortly ago. */
    boolean isFailing() {
        return health.isFailing();
    }

    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(2, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(3));
    }
}
