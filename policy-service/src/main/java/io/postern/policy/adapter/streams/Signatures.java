package io.postern.policy.adapter.streams;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.EventVerifier;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventSerde;
import io.postern.schemas.Topic;

/** Puts this service's signature on what it writes, and knows what it wrote itself. Thread-safe. */
final class Signatures {

    private final EventSigner signer;
    private final EventVerifier own;

    Signatures(EventSigner signer) {
        this.signer = signer;
        this.own = signer.verifier();
    }

    /** The record to write, as it is: another key or topic would make its signature wrong. */
    ProducerRecord<String, byte[]> sign(Topic topic, String key, SpecificRecord event) {
        byte[] value = EventCodec.encode(event);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value);
        record.headers()
                .add(EventSerde.TYPE_HEADER, event.getSchema().getFullName().getBytes(StandardCharsets.UTF_8))
                .add(EventSigner.HEADER, signer.sign(topic.name(), key, value));
        return record;
    }

    /** Why a record is not one of this service's; empty where it is. */
    Optional<String> fault(Topic topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
        Header signature = headers.lastHeader(EventSigner.HEADER);
        EventCheck check = own.check(topic.name(), key, value, signature == null ? null : signature.value());
        return check == EventCheck.GENUINE ? Optional.empty() : Optional.of(check.reason());
    }
}
