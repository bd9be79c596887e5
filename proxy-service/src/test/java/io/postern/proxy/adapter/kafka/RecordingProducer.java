package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

import io.postern.schemas.EventCodec;
import io.postern.schemas.UnreadableEvent;

/** Kafka's own producer without a network: what was sent stays unanswered until the test says how it ended. */
final class RecordingProducer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final EventPublisher publisher = new EventPublisher(producer);

    EventPublisher publisher() {
        return publisher;
    }

    /** What was sent so far, once there is as much. */
    List<SpecificRecord> sent(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> producer.history().size() >= count);
        List<SpecificRecord> events = new ArrayList<>();
        for (ProducerRecord<String, byte[]> message : producer.history()) {
            events.add(decoded(message));
        }
        return events;
    }

    private static SpecificRecord decoded(ProducerRecord<String, byte[]> message) {
        try {
            return EventCodec.decode(message.value());
        } catch (UnreadableEvent e) {
            throw new AssertionError(e);
        }
    }

    List<ProducerRecord<String, byte[]>> messages() {
        return producer.history();
    }

    /** The oldest unanswered message is on the log. */
    void acknowledge() {
        Awaitility.await().atMost(PATIENCE).until(producer::completeNext);
    }

    /** The oldest unanswered message may be on the log or not. */
    void fail() {
        fail(new TimeoutException("no broker"));
    }

    void fail(RuntimeException failure) {
        Awaitility.await().atMost(PATIENCE).until(() -> producer.errorNext(failure));
    }

    /** From now on, sending throws; null ends that. */
    void failAtOnce(RuntimeException failure) {
        producer.sendException = failure;
    }

    void recover() {
        producer.sendException = null;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
