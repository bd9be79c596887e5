package io.postern.audit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import io.postern.schemas.EventCodec;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topics;

/** Writes to the session log; every write is acknowledged before it returns. */
public final class LogWriter implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    public LogWriter(KafkaConnection kafka) {
        producer = new KafkaProducer<>(
                kafka.with(Map.of("acks", "all", "linger.ms", 2)), new StringSerializer(), new ByteArraySerializer());
    }

    public void write(LoggedSession session) {
        write(session.id(), session.events());
    }

    public void write(String key, List<SpecificRecord> events) {
        await(events.stream().map(event -> send(key, EventCodec.encode(event))));
    }

    /** Whatever bytes. */
    public RecordMetadata writeRaw(String key, byte @Nullable [] value) {
        return await(Stream.of(send(key, value))).get(0);
    }

    private Future<RecordMetadata> send(String key, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(Topics.SESSION_EVENTS.name(), key, value));
    }

    private static List<RecordMetadata> await(Stream<Future<RecordMetadata>> sent) {
        return sent.toList().stream().map(LogWriter::get).toList();
    }

    private static RecordMetadata get(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("not acknowledged", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
