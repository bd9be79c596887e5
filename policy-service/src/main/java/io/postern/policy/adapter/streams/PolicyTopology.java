package io.postern.policy.adapter.streams;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.RefusedEvents;
import io.postern.pgsql.read.DescentParser;
import io.postern.policy.analysis.PostgresAnalyser;
import io.postern.policy.domain.Decider;
import io.postern.schemas.EventMetas;
import io.postern.schemas.EventSerde;
import io.postern.schemas.Topics;

/** Answers requests for decisions and admissions from the latest policy and catalogs. State is in memory and rebuilt from topics. */
public final class PolicyTopology {

    static final String POLICIES = "policies";
    static final String CATALOGS = "catalogs";
    private static final String SOURCE = "-source";
    private static final String UPDATE = "-update";
    private static final String REQUESTS_SOURCE = "decision-requests";
    private static final String DECIDE = "decide";
    private static final String DECISIONS_SINK = "decisions";

    private PolicyTopology() {}

    /**
     * @param policyName the policy to decide by, of all that the topic may hold
     */
    public static Topology build(String policyName, EventSigner signer, EventMetas metas) {
        Topology topology = new Topology();
        AtomicLong generation = new AtomicLong();
        Signatures signatures = new Signatures(signer);
        RefusedEvents refused = new RefusedEvents();
        topology.addGlobalStore(
                store(POLICIES),
                POLICIES + SOURCE,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.POLICY_EVENTS.name(),
                POLICIES + UPDATE,
                () -> new OwnPolicies(signatures, refused, generation));
        topology.addGlobalStore(
                store(CATALOGS),
                CATALOGS + SOURCE,
                new StringDeserializer(),
                events(),
                Topics.CATALOG_STATE.name(),
                CATALOGS + UPDATE,
                () -> new LatestByKey(CATALOGS, generation));
        topology.addSource(REQUESTS_SOURCE, new StringDeserializer(), events(), Topics.DECISION_REQUESTS.name());
        topology.addProcessor(
                DECIDE,
                () -> new DecisionProcessor(
                        new Decider(new PostgresAnalyser(new DescentParser())),
                        new Answers(metas),
                        new Knowledge.Source(policyName, generation),
                        signatures,
                        refused),
                REQUESTS_SOURCE);
        topology.addSink(
                DECISIONS_SINK,
                Topics.DECISION_STATE.name(),
                new StringSerializer(),
                new ByteArraySerializer(),
                DECIDE);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<String, SpecificRecord>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), new EventSerde())
                .withLoggingDisabled();
    }

    private static Deserializer<SpecificRecord> events() {
        return new EventSerde().deserializer();
    }
}
