package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.events.Principal;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.policy.config.PolicyConfig;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.EventMetas;
import io.postern.schemas.EventSerde;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;
import io.postern.testkit.KafkaFixture;

class PolicyServiceIT {

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @TempDir
    Path directory;

    private PolicyConfig config(String document) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), document);
        SigningKeyFiles keys = SigningKeyFiles.in(directory, "policy");
        keys.ensure();
        return new PolicyConfig(
                KAFKA.connection(), file, keys.secret(), "policy-service/test", directory.resolve("state"));
    }

    @Test
    void answersOverKafkaAndASuccessorTakesOverQuickly() throws IOException, PolicyInvalid {
        PolicyConfig config = config(PolicyService.samplePolicy());
        try (PolicyService first = PolicyService.start(config)) {
            assertThat(first).isNotNull();
            assertThat(admit("agents")).isEqualTo(Verdict.ALLOW);
            assertThat(admit("nobody")).isEqualTo(Verdict.DENY);
        }

        long stopped = System.nanoTime();
        try (PolicyService second = PolicyService.start(config)) {
            assertThat(second).isNotNull();
            assertThat(admit("analysts")).isEqualTo(Verdict.ALLOW);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(20));
        assertThat(published("shop")).hasSize(1);

        try (PolicyService changed = PolicyService.start(config("policy: shop"))) {
            assertThat(changed).isNotNull();
            assertThat(admit("agents")).isEqualTo(Verdict.DENY);
        }
        assertThat(published("shop")).extracting(PolicyPublished::getDocument).contains("policy: shop");
    }

    @Test
    void aForgedPolicyThatWasThereFirstIsNotInForceAndDoesNotKeepTheGenuineOneAway() throws Exception {
        PolicyConfig config = config("policy: forgery");
        PolicyPublished forged = PolicyPublished.newBuilder()
                .setMeta(new EventMetas("policy-service/test", Clock.offset(Clock.systemUTC(), Duration.ofHours(1)))
                        .next("forgery", 0, "", null))
                .setName("forgery")
                .setVersion(PolicyDocument.version(PolicyService.samplePolicy()))
                .setDocument(PolicyService.samplePolicy())
                .setAuthor("nobody")
                .build();
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                KAFKA.connection().with(Map.of()), new StringSerializer(), new EventSerde().serializer())) {
            producer.send(new ProducerRecord<>(Topics.POLICY_EVENTS.name(), "forgery", forged))
                    .get(20, TimeUnit.SECONDS);
        }

        try (PolicyService service = PolicyService.start(config)) {
            assertThat(service).isNotNull();
            assertThat(admit("agents")).isEqualTo(Verdict.DENY);
        }
        assertThat(published("forgery"))
                .extracting(PolicyPublished::getDocument)
                .endsWith("policy: forgery");
    }

    @Test
    void aBrokenPolicyIsRefusedBeforeAnythingIsPublished() throws IOException {
        PolicyConfig config = config("policy: broken\nrules: [{id: a}]");

        assertThatThrownBy(() -> PolicyService.start(config))
                .isInstanceOf(PolicyInvalid.class)
                .hasMessageContaining("line 2");
        assertThat(published("broken")).isEmpty();
    }

    private static Verdict admit(String group) {
        Principal somebody = new Principal("issuer", UUID.randomUUID().toString(), List.of(group));
        String key = DecisionKeys.admission(somebody, "shop");
        AdmissionRequested request = AdmissionRequested.newBuilder()
                .setMeta(new EventMetas("test", Clock.systemUTC()).next(key, 0, key, null))
                .setKey(key)
                .setPrincipal(somebody)
                .setDatabase("shop")
                .build();
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                KAFKA.connection().with(Map.of("linger.ms", 0)),
                new StringSerializer(),
                new EventSerde().serializer())) {
            producer.send(new ProducerRecord<>(Topics.DECISION_REQUESTS.name(), key, request));
        }
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> all(Topics.DECISION_STATE).stream()
                                .filter(record -> key.equals(record.key()))
                                .map(record -> ((AdmissionDecided) record.value()).getVerdict())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<PolicyPublished> published(String name) {
        return all(Topics.POLICY_EVENTS).stream()
                .filter(record -> name.equals(record.key()))
                .map(record -> (PolicyPublished) record.value())
                .toList();
    }

    private static List<ConsumerRecord<String, SpecificRecord>> all(Topic topic) {
        try (Consumer<String, SpecificRecord> consumer = new KafkaConsumer<>(
                KAFKA.connection().with(Map.of()), new StringDeserializer(), new EventSerde().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
