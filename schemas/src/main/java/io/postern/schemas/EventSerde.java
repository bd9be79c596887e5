package io.postern.schemas;

import java.nio.charset.StandardCharsets;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka values. The {@value #TYPE_HEADER} record header carries the event's full name, so that a reader can
 * skip and count types it does not handle without decoding them.
 */
public final class EventSerde implements Serde<SpecificRecord> {

    public static final String TYPE_HEADER = "type";

    @Override
    public Serializer<SpecificRecord> serializer() {
        return new EventSerializer();
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
        return new EventDeserializer();
    }

    private static final class EventSerializer implements Serializer<SpecificRecord> {
        @Override
        @SuppressWarnings("NullAway") // Kafka's null value is a tombstone
        public byte[] serialize(String topic, @Nullable SpecificRecord event) {
            return event == null ? null : EventCodec.encode(event);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, @Nullable SpecificRecord event) {
            if (event != null) {
                headers.remove(TYPE_HEADER);
                headers.add(TYPE_HEADER, event.getSchema().getFullName().getBytes(StandardCharsets.UTF_8));
            }
            return serialize(topic, event);
        }
    }

    private static final class EventDeserializer implements Deserializer<SpecificRecord> {
        @Override
        @SuppressWarnings("NullAway") // Kafka's null value is a tombstone
        public SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                return EventCodec.decode(bytes);
            } catch (UnreadableEvent e) {
                throw new SerializationException("on " + topic + ": " + e.getMessage(), e);
            }
        }
    }
}
