package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.schemas.EventCodec;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;

/**
 * Reads what the other services decide: state from its beginning; approvals and commands from now on, since only sessions
 * of this process wait for them. One thread calls the listener.
 */
final class EventFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Set<Topic> FROM_START =
            Set.of(Topics.DECISION_STATE, Topics.POLICY_EVENTS, Topics.CATALOG_STATE);
    private static final Set<Topic> FROM_NOW = Set.of(Topics.APPROVAL_EVENTS, Topics.SESSION_COMMANDS);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<Received> listener;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long heardAt = System.nanoTime();
    private @Nullable Metric fetchTotal;
    private double fetches;

    EventFollower(KafkaConnection kafka, Consumer<Received> listener) {
        this.listener = listener;
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "fetch.max.wait.ms", "500",
                        "reconnect.backoff.max.ms", "500")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        thread = new Thread(this::follow, "event-follower");
        thread.start();
    }

    /** Completes when everything that was there at the start has been read. */
    CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    private void follow() {
        try (consumer) {
            Map<TopicPartition, Long> goal = assign();
            while (!closed) {
                poll();
                listen();
                if (!caughtUp.isDone() && isReached(goal)) {
                    caughtUp.complete(null);
                }
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following");
        } catch (RuntimeException e) {
            caughtUp.completeExceptionally(e);
            LOG.atError().setCause(e).log("stopped following the topics");
        }
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> state = partitions(FROM_START);
        List<TopicPartition> news = partitions(FROM_NOW);
        List<TopicPartition> all = new ArrayList<>(state);
        all.addAll(news);
        consumer.assign(all);
        consumer.seekToBeginning(state);
        consumer.seekToEnd(news);
        news.forEach(consumer::position);
        return consumer.endOffsets(state);
    }

    private static List<TopicPartition> partitions(Set<Topic> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.name(), i));
            }
        }
        return partitions;
    }

    private boolean isReached(Map<TopicPartition, Long> goal) {
        return goal.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    private void poll() {
        try {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                deliver(message);
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("cannot read from Kafka; trying again");
        }
    }

    /** Notes whether a broker answered; it does so at least twice a second, with or without news. */
    private void listen() {
        if (fetchTotal == null) {
            fetchTotal = consumer.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("fetch-total")
                            && metric.metricName().tags().size() == 1)
                    .findFirst()
                    .orElse(null);
        }
        double answered = fetchTotal == null ? 0 : ((Number) fetchTotal.metricValue()).doubleValue();
        if (answered != fetches) {
            fetches = answered;
            heardAt = System.nanoTime();
        }
    }

    /** How long no broker has answered. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    private void deliver(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return;
        }
        try {
            listener.accept(new Received(EventCodec.decode(message.value()), message, caughtUp.isDone()));
        } catch (UnreadableEvent | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("topic", message.topic())
                    .addKeyValue("partition", message.partition())
                    .addKeyValue("offset", message.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("skipped an event that cannot be used");
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
