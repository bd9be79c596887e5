package io.postern.approval.adapter.streams;

import java.util.Map;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import io.postern.schemas.Topics;

/** Approvals topic → fold → store, and back to the topic what time decides. */
final class ApprovalTopology {

    static final String STORE = "approvals";

    /** Room for a story: a request of the largest record that a topic takes by default, and what followed it. */
    static final int MAX_STORY_BYTES = 4 * 1024 * 1024;

    private static final String SOURCE = "approval-facts";
    private static final String FOLD = "approval-fold";
    private static final String SINK = "approval-expiries";

    private ApprovalTopology() {}

    static Topology build(FoldSettings settings) {
        String topic = Topics.APPROVAL_EVENTS.name();
        return new Topology()
                .addSource(
                        SOURCE,
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        topic)
                .addProcessor(FOLD, () -> new ApprovalProcessor(settings), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), new StorySerde())
                                .withLoggingEnabled(Map.of("max.message.bytes", String.valueOf(MAX_STORY_BYTES))),
                        FOLD)
                .addSink(
                        SINK,
                        topic,
                        Serdes.String().serializer(),
                        Serdes.ByteArray().serializer(),
                        FOLD);
    }
}
