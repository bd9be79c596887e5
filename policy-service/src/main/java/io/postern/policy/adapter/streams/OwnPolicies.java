package io.postern.policy.adapter.streams;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

import io.postern.events.policy.PolicyPublished;
import io.postern.identity.signing.RefusedEvents;
import io.postern.schemas.EventCodec;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;

/**
 * Keeps the latest policy per name in a global store: only what this service signed, and never an earlier one that was
 * written again. Kafka Streams runs it for what is on the topic already as well.
 */
final class OwnPolicies implements Processor<String, byte[], Void, Void> {

    private final Signatures signatures;
    private final RefusedEvents refused;
    private final AtomicLong generation;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private ProcessorContext<Void, Void> context;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private KeyValueStore<String, SpecificRecord> store;

    /**
     * @param generation counts the changes
     */
    OwnPolicies(Signatures signatures, RefusedEvents refused, AtomicLong generation) {
        this.signatures = signatures;
        this.refused = refused;
        this.generation = generation;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(PolicyTopology.POLICIES);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<String> fault = signatures
                .fault(Topics.POLICY_EVENTS, record.key(), record.value(), record.headers())
                .or(() -> keep(record.key(), record.value()));
        fault.ifPresent(reason -> context.recordMetadata()
                .ifPresent(position ->
                        refused.refused(position.topic(), position.partition(), position.offset(), reason)));
    }

    private Optional<String> keep(String name, byte[] value) {
        try {
            if (!(EventCodec.decode(value) instanceof PolicyPublished published)) {
                return Optional.of("is no policy");
            }
            if (store.get(name) instanceof PolicyPublished known
                    && published
                            .getMeta()
                            .getOccurredAt()
                            .isBefore(known.getMeta().getOccurredAt())) {
                return Optional.of("is older than the policy in force");
            }
            store.put(name, published);
            generation.incrementAndGet();
            return Optional.empty();
        } catch (UnreadableEvent e) {
            return Optional.of("cannot be read");
        }
    }
}
