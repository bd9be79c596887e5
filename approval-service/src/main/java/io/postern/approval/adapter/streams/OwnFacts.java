package io.postern.approval.adapter.streams;

import java.nio.charset.StandardCharsets;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

import io.postern.approval.domain.ApprovalEvent;
import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.EventVerifier;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventSerde;
import io.postern.schemas.Topics;

/** The facts that only this service writes: signs them, and believes no others of their kind. Thread-safe. */
final class OwnFacts {

    private static final String TOPIC = Topics.APPROVAL_EVENTS.name();

    private final EventSigner signer;
    private final EventVerifier own;

    OwnFacts(EventSigner signer) {
        this.signer = signer;
        this.own = signer.verifier();
    }

    /** The record to write, as it is: another key or topic would make its signature wrong. */
    ProducerRecord<String, byte[]> sign(String approvalId, SpecificRecord fact) {
        byte[] value = EventCodec.encode(fact);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, approvalId, value);
        record.headers()
                .add(EventSerde.TYPE_HEADER, fact.getSchema().getFullName().getBytes(StandardCharsets.UTF_8))
                .add(EventSigner.HEADER, signer.sign(TOPIC, approvalId, value));
        return record;
    }

    /** What is wrong with the record's signature; {@link EventCheck#GENUINE} where its kind needs none. */
    EventCheck check(ApprovalEvent.Kind kind, Record<String, byte[]> record) {
        return switch (kind) {
            case GRANTED, DENIED, EXPIRED -> {
                Header signature = record.headers().lastHeader(EventSigner.HEADER);
                yield own.check(TOPIC, record.key(), record.value(), signature == null ? null : signature.value());
            }
            case REQUESTED, WITHDRAWN, CONSUMED -> EventCheck.GENUINE;
        };
    }
}
