package io.postern.approval;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.RuleHit;
import io.postern.events.Verdict;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.schemas.EventSerde;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;

/** The approvals topic as a proxy sees it. */
final class ApprovalsTopic implements AutoCloseable {

    static final ByteBuffer BINDING = ByteBuffer.wrap(new byte[] {1, 2, 3, (byte) 0xff});

    private static final String NAME = Topics.APPROVAL_EVENTS.name();

    private final KafkaConnection kafka;
    private final String issuer;
    private final KafkaProducer<String, SpecificRecord> producer;

    ApprovalsTopic(KafkaConnection kafka, String issuer) {
        this.kafka = kafka;
        this.issuer = issuer;
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of("acks", "all")), new StringSerializer(), new EventSerde().serializer());
    }

    /** Parks a statement of mcp-support for the approvers; returns the approval's id. */
    String request(String statement, Duration timeLeft) throws Exception {
        String id = "a-" + UUID.randomUUID();
        append(
                id,
                ApprovalRequested.newBuilder()
                        .setMeta(meta(id))
                        .setApprovalId(id)
                        .setSessionId("s-" + id)
                        .setStatementId("st-" + id)
                        .setRequester(Principal.newBuilder()
                                .setIssuer(issuer)
                                .setSubject("mcp-support")
                                .setGroups(List.of("agents"))
                                .build())
                        .setDatabase("shop")
                        .setDatabaseRole("shop_agent")
                        .setSearchPath(List.of("public"))
                        .setClientAddress("127.0.0.1:51234")
                        .setApplicationName("psql")
                        .setText(SealedTexts.clear(statement))
                        .setParameters(List.of())
                        .setBinding(BINDING)
                        .setRules(List.of(RuleHit.newBuilder()
                                .setRuleId("writes-need-approval")
                                .setVerdict(Verdict.PARK)
                                .setReason("Changes of orders are looked at first.")
                                .build()))
                        .setApproverGroups(List.of("approvers"))
                        .setExpiresAt(Instant.now().plus(timeLeft))
                        .setPolicyVersion("policy-1")
                        .setCatalogVersion("catalog-1")
                        .build());
        return id;
    }

    void withdraw(String id) throws Exception {
        append(
                id,
                ApprovalWithdrawn.newBuilder()
                        .setMeta(meta(id))
                        .setApprovalId(id)
                        .setReason("cancelled by the client")
                        .build());
    }

    void consume(String id) throws Exception {
        append(
                id,
                ApprovalConsumed.newBuilder()
                        .setMeta(meta(id))
                        .setApprovalId(id)
                        .setStatementId("st-" + id)
                        .build());
    }

    private void append(String id, SpecificRecord fact)
            throws ExecutionException, InterruptedException, TimeoutException {
        producer.send(new ProducerRecord<>(NAME, id, fact)).get(20, TimeUnit.SECONDS);
    }

    /** All facts about one approval, as they are on the log now. */
    List<SpecificRecord> facts(String id) {
        Map<String, Object> settings = new HashMap<>(kafka.with(Map.of()));
        List<SpecificRecord> facts = new ArrayList<>();
        try (KafkaConsumer<String, SpecificRecord> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new EventSerde().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(NAME).stream()
                    .map(partition -> new TopicPartition(NAME, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(id)) {
                        facts.add(record.value());
                    }
                });
            }
        }
        return facts;
    }

    private static EventMeta meta(String id) {
        return EventMeta.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setOccurredAt(Instant.now())
                .setProducer("proxy-service/test")
                .setCorrelationId("s-" + id)
                .setAggregateId(id)
                .setSequence(0)
                .build();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
