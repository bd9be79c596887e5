package io.postern.approval.adapter.streams;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import io.postern.schemas.EventCodec;
import io.postern.schemas.UnreadableEvent;

/** A story as bytes: each fact as a four-byte length and its encoded event. */
final class StorySerde implements Serde<Story> {

    @Override
    public Serializer<Story> serializer() {
        return (topic, story) -> encode(story);
    }

    @Override
    public Deserializer<Story> deserializer() {
        return (topic, bytes) -> decode(bytes);
    }

    @SuppressWarnings("NullAway") // Kafka's null value is a tombstone
    private static byte[] encode(@Nullable Story story) {
        if (story == null) {
            return null;
        }
        List<byte[]> facts = story.facts().stream().map(EventCodec::encode).toList();
        ByteBuffer out = ByteBuffer.allocate(
                facts.stream().mapToInt(fact -> Integer.BYTES + fact.length).sum());
        facts.forEach(fact -> out.putInt(fact.length).put(fact));
        return out.array();
    }

    @SuppressWarnings("NullAway") // as above
    private static Story decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            List<SpecificRecord> facts = new ArrayList<>();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            while (in.hasRemaining()) {
                int length = in.getInt();
                if (length < 0 || length > in.remaining()) {
                    throw new SerializationException("a story's fact is cut short");
                }
                byte[] fact = new byte[length];
                in.get(fact);
                facts.add(EventCodec.decode(fact));
            }
            return new Story(facts);
        } catch (UnreadableEvent | BufferUnderflowException e) {
            throw new SerializationException("a story cannot be read", e);
        }
    }
}
