package io.postern.policy.adapter.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.postern.events.EventMeta;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.signing.EventSigner;
import io.postern.policy.domain.Policy;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventMetas;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;

/** Puts a policy on the log, signed, where it is not in force already. */
public final class PolicyPublisher {

    private final KafkaConnection kafka;
    private final Signatures signatures;
    private final EventMetas metas;
    private final Duration limit;

    public PolicyPublisher(KafkaConnection kafka, EventSigner signer, EventMetas metas, Duration limit) {
        this.kafka = kafka;
        this.signatures = new Signatures(signer);
        this.metas = metas;
        this.limit = limit;
    }

    /**
     * Returns once the log holds the policy.
     *
     * @throws IllegalStateException where Kafka does not answer within the limit, or refuses
     */
    public void publish(Policy policy, String document, String author) {
        Published published = published(policy.name());
        Optional<PolicyPublished> latest = published.latest();
        if (latest.isPresent() && latest.get().getVersion().equals(policy.version())) {
            return;
        }
        EventMeta meta = metas.next(policy.name(), published.count(), policy.version(), null);
        PolicyPublished event = PolicyPublished.newBuilder()
                .setMeta(latest.map(before -> after(before.getMeta(), meta)).orElse(meta))
                .setName(policy.name())
                .setVersion(policy.version())
                .setDocument(document)
                .setAuthor(author)
                .build();
        append(event);
    }

    /** The latest by time is in force; a clock that is behind must not keep a new policy from being it. */
    private static EventMeta after(EventMeta before, EventMeta meta) {
        Instant earliest = before.getOccurredAt().plus(1, ChronoUnit.MICROS);
        return meta.getOccurredAt().isBefore(earliest)
                ? EventMeta.newBuilder(meta).setOccurredAt(earliest).build()
                : meta;
    }

    /** Counting only what this service signed, as its readers do. */
    private record Published(Optional<PolicyPublished> latest, long count) {
        Published and(PolicyPublished event) {
            boolean newer = latest.isEmpty()
                    || !event.getMeta()
                            .getOccurredAt()
                            .isBefore(latest.get().getMeta().getOccurredAt());
            return new Published(newer ? Optional.of(event) : latest, count + 1);
        }
    }

    private Published published(String name) {
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(Map.of("enable.auto.commit", "false", "auto.offset.reset", "earliest")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.POLICY_EVENTS.name(), limit).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
            Instant deadline = Instant.now().plus(limit);
            Published published = new Published(Optional.empty(), 0);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), limit) < end.getValue())) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("cannot read " + Topics.POLICY_EVENTS.name() + " at " + kafka);
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Optional<PolicyPublished> event = read(record);
                    if (event.isPresent() && name.equals(record.key())) {
                        published = published.and(event.get());
                    }
                }
            }
            return published;
        }
    }

    private Optional<PolicyPublished> read(ConsumerRecord<String, byte[]> record) {
        if (signatures
                .fault(Topics.POLICY_EVENTS, record.key(), record.value(), record.headers())
                .isPresent()) {
            return Optional.empty();
        }
        try {
            SpecificRecord event = EventCodec.decode(record.value());
            return event instanceof PolicyPublished published ? Optional.of(published) : Optional.empty();
        } catch (UnreadableEvent e) {
            return Optional.empty();
        }
    }

    private void append(PolicyPublished event) {
        ProducerRecord<String, byte[]> signed = signatures.sign(Topics.POLICY_EVENTS, event.getName(), event);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "delivery.timeout.ms",
                        (int) limit.toMillis(),
                        "request.timeout.ms",
                        (int) limit.toMillis() / 2)),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(signed).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing the policy", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot publish the policy at " + kafka, e);
        }
    }
}
