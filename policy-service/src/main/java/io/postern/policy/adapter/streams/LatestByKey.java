package io.postern.policy.adapter.streams;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the latest event per key in a global store and tells readers that something changed. */
final class LatestByKey implements Processor<String, SpecificRecord, Void, Void> {

    private final String storeName;
    private final AtomicLong generation;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private KeyValueStore<String, SpecificRecord> store;

    LatestByKey(String storeName, AtomicLong generation) {
        this.storeName = storeName;
        this.generation = generation;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.key() != null) {
            store.put(record.key(), record.value());
            generation.incrementAndGet();
        }
    }
}
