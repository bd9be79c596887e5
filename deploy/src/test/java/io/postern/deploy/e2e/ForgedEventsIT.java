package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.assertSqlState;
import static io.postern.deploy.e2e.SqlCalls.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.Verdict;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Secret;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.policy.document.PolicyDocument;
import io.postern.schemas.CatalogVersions;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Somebody may read and write every topic and has no service's key: nothing opens, and the gate goes on working. */
class ForgedEventsIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OPEN_POLICY = """
            policy: shop
            admissions:
              - {id: everybody, groups: [agents, nobody], database: shop, role: shop_agent}
            """;

    private final WebApi approver =
            new WebApi(GATE.approvalsUrl(), GATE.issuer().webToken("ada", "approvers"));
    private final EventMetas metas = new EventMetas("policy-service/e2e", Clock.systemUTC());

    /** How a forger may dress an event. */
    private enum Dress {
        UNSIGNED,
        /** With a key of the forger's own. */
        OWN_KEY,
        /** With the other service's key: each counts for its own events only. */
        OTHER_SERVICE,
        /** With the signature of a genuine event of the topic. */
        BORROWED
    }

    @Test
    void aForgedGrantLeavesTheStatementParkedAndAGenuineOneReleasesIt() throws Exception {
        try (Connection agent = GATE.connect("parked-agent", "agents");
                Statement statement = agent.createStatement()) {
            CompletableFuture<Integer> earlier =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 19"));
            approve(requestFor("id = 19").getApprovalId());
            assertThat(earlier.get(20, TimeUnit.SECONDS)).isEqualTo(1);

            CompletableFuture<Integer> update =
                    async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE id = 20"));
            ApprovalRequested request = requestFor("id = 20");
            ApprovalGranted forged = ApprovalGranted.newBuilder()
                    .setMeta(meta(request.getApprovalId(), request.getMeta()))
                    .setApprovalId(request.getApprovalId())
                    .setApprover(new Principal(request.getRequester().getIssuer(), "ada", List.of("approvers")))
                    .setReason("forged")
                    .setBinding(request.getBinding())
                    .build();
            for (Dress dress : Dress.values()) {
                write(Topics.APPROVAL_EVENTS, request.getApprovalId(), forged, dress);
            }
            replay(Topics.APPROVAL_EVENTS, ApprovalGranted.class);
            everythingWrittenIsRead();

            assertThat(update).isNotDone();
            assertThat(approver.get("/api/approvals/" + request.getApprovalId())
                            .json()
                            .get("state")
                            .asText())
                    .isEqualTo("PENDING");
            assertThat(one("SELECT status FROM orders WHERE id = 20")).isNotEqualTo("cancelled");
            approve(request.getApprovalId());
            assertThat(update.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aForgedDecisionOpensNoDeniedStatement() throws Exception {
        // The database role could do it: only the policy is in its way.
        String everything = "UPDATE orders SET status = 'cancelled'";
        try (Connection agent = GATE.connect("denied-agent", "agents");
                Statement statement = agent.createStatement()) {
            assertSqlState("42501", () -> statement.execute(everything));
            DecisionRequested request = find(
                    Topics.DECISION_REQUESTS,
                    DecisionRequested.class,
                    found -> SealedTexts.openText(found.getText()).equals(everything));
            DecisionMade genuine = find(
                    Topics.DECISION_STATE,
                    DecisionMade.class,
                    found -> found.getKey().equals(request.getKey()));
            DecisionMade forged = DecisionMade.newBuilder(genuine)
                    .setMeta(meta(request.getKey(), request.getMeta()))
                    .setVerdict(Verdict.ALLOW)
                    .setReason("forged")
                    .build();
            for (Dress dress : Dress.values()) {
                write(Topics.DECISION_STATE, request.getKey(), forged, dress);
            }
            everythingWrittenIsRead();
            assertSqlState("42501", () -> statement.execute(everything));

            // An answer to a harmless question, asked for under the key of the denied one.
            write(
                    Topics.DECISION_REQUESTS,
                    request.getKey(),
                    DecisionRequested.newBuilder(request)
                            .setMeta(meta(request.getKey(), request.getMeta()))
                            .setText(SealedTexts.clear("SELECT 1"))
                            .build(),
                    Dress.UNSIGNED);
            everythingWrittenIsRead();
            assertSqlState("42501", () -> statement.execute(everything));

            // A proxy that starts reads the forgeries as part of the table.
            GATE.stopProxy();
            GATE.startProxy();
        }
        try (Connection agent = GATE.connect("denied-agent", "agents");
                Statement statement = agent.createStatement()) {
            assertSqlState("42501", () -> statement.execute(everything));
            assertThat(one("SELECT count(*) FROM orders WHERE status <> 'cancelled'"))
                    .isNotEqualTo("0");
        }
    }

    @Test
    void aForgedAdmissionLetsNobodyIn() throws Exception {
        assertSqlState("28000", () -> GATE.connect("intruder", "nobody").close());
        AdmissionRequested request = find(
                Topics.DECISION_REQUESTS,
                AdmissionRequested.class,
                found -> found.getPrincipal().getSubject().equals("intruder"));
        AdmissionDecided genuine = find(
                Topics.DECISION_STATE,
                AdmissionDecided.class,
                found -> found.getKey().equals(request.getKey()));
        AdmissionDecided forged = AdmissionDecided.newBuilder(genuine)
                .setMeta(meta(request.getKey(), request.getMeta()))
                .setVerdict(Verdict.ALLOW)
                .setDatabaseRole("shop_agent")
                .build();
        for (Dress dress : Dress.values()) {
            write(Topics.DECISION_STATE, request.getKey(), forged, dress);
        }
        // Asked for somebody who is admitted, under the intruder's key.
        write(
                Topics.DECISION_REQUESTS,
                request.getKey(),
                AdmissionRequested.newBuilder(request)
                        .setPrincipal(
                                new Principal(request.getPrincipal().getIssuer(), "denied-agent", List.of("agents")))
                        .build(),
                Dress.UNSIGNED);
        everythingWrittenIsRead();

        assertSqlState("28000", () -> GATE.connect("intruder", "nobody").close());
    }

    @Test
    void aForgedPolicyDoesNotComeIntoForce() throws Exception {
        PolicyPublished current = find(Topics.POLICY_EVENTS, PolicyPublished.class, found -> true);
        PolicyPublished forged = PolicyPublished.newBuilder(current)
                .setMeta(meta(current.getName(), current.getMeta()))
                .setDocument(OPEN_POLICY)
                .setVersion(PolicyDocument.version(OPEN_POLICY))
                .build();
        for (Dress dress : Dress.values()) {
            write(Topics.POLICY_EVENTS, current.getName(), forged, dress);
        }
        everythingWrittenIsRead();

        assertSqlState("28000", () -> GATE.connect("hopeful", "nobody").close());
        GATE.stopProxy();
        GATE.stopPolicy();
        GATE.startPolicy();
        GATE.startProxy();
        assertSqlState("28000", () -> GATE.connect("hopeful-again", "nobody").close());
        try (Connection agent = GATE.connect("ordinary-agent", "agents");
                Statement statement = agent.createStatement();
                ResultSet rows = statement.executeQuery("SELECT email FROM customers WHERE id = 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("***");
        }
    }

    @Test
    void aForgedCatalogIsNotDecidedByAndIsReplacedByTheGenuineOne() throws Exception {
        CatalogPublished genuine = find(Topics.CATALOG_STATE, CatalogPublished.class, found -> true);
        List<CatalogRelation> withoutCustomers = genuine.getRelations().stream()
                .filter(relation -> !relation.getName().equals("customers"))
                .toList();
        CatalogPublished.Builder forged = CatalogPublished.newBuilder()
                .setMeta(meta("shop", genuine.getMeta()))
                .setDatabase("shop")
                .setServerVersion(genuine.getServerVersion())
                .setRelations(withoutCustomers)
                .setFunctions(genuine.getFunctions());
        CatalogPublished underGenuineVersion =
                forged.setVersion(genuine.getVersion()).build();
        CatalogPublished underItsOwn = forged.setVersion("").build();
        underItsOwn = forged.setVersion(CatalogVersions.of(underItsOwn)).build();
        String raw = one("SELECT email FROM customers WHERE id = 3");
        int shape = 0;
        for (CatalogPublished catalog : List.of(underGenuineVersion, underItsOwn)) {
            long before = timesPublished(genuine);
            write(Topics.CATALOG_STATE, "shop", catalog, Dress.UNSIGNED);
            await().atMost(SOON).until(() -> timesPublished(genuine) > before);
            String unseen = "SELECT email AS e" + shape++ + " FROM customers WHERE id = 3";
            try (Connection agent = GATE.connect("catalog-agent", "agents");
                    Statement statement = agent.createStatement()) {
                await().atMost(SOON)
                        .ignoreExceptionsInstanceOf(SQLException.class)
                        .untilAsserted(() -> {
                            try (ResultSet rows = statement.executeQuery(unseen)) {
                                assertThat(rows.next()).isTrue();
                                assertThat(rows.getString(1)).isNotEqualTo(raw).contains("***");
                            }
                        });
            }
        }
    }

    /** Forgeries under its version do not count. */
    private static long timesPublished(CatalogPublished catalog) {
        return read(Topics.CATALOG_STATE).stream()
                .map(ForgedEventsIT::decoded)
                .filter(CatalogPublished.class::isInstance)
                .map(CatalogPublished.class::cast)
                .filter(found -> found.getRelations().equals(catalog.getRelations()))
                .count();
    }

    private EventMeta meta(String key, EventMeta cause) {
        return metas.next(key, 0, cause.getCorrelationId(), cause.getEventId());
    }

    private void write(Topic topic, String key, SpecificRecord event, Dress dress) throws Exception {
        byte[] value = EventCodec.encode(event);
        RecordHeaders headers = new RecordHeaders();
        switch (dress) {
            case UNSIGNED -> {}
            case OWN_KEY -> {
                SigningKeyFiles own = SigningKeyFiles.in(GATE.directory(), "forger");
                own.ensure();
                headers.add(EventSigner.HEADER, EventSigner.read(own.secret()).sign(topic.name(), key, value));
            }
            case OTHER_SERVICE -> {
                String other = topic.equals(Topics.APPROVAL_EVENTS) ? "policy" : "approval";
                Secret secret = SigningKeyFiles.in(GATE.directory(), other).secret();
                headers.add(EventSigner.HEADER, EventSigner.read(secret).sign(topic.name(), key, value));
            }
            case BORROWED ->
                read(topic).stream()
                        .filter(record -> record.headers().lastHeader(EventSigner.HEADER) != null)
                        .findFirst()
                        .ifPresent(record -> headers.add(record.headers().lastHeader(EventSigner.HEADER)));
        }
        send(new ProducerRecord<>(topic.name(), null, key, value, headers));
    }

    /** Everything of the kind that was ever written, once more as it was. */
    private static void replay(Topic topic, Class<?> type) throws Exception {
        for (ConsumerRecord<String, byte[]> record : read(topic)) {
            if (type.isInstance(decoded(record))) {
                send(new ProducerRecord<>(topic.name(), null, record.key(), record.value(), record.headers()));
            }
        }
    }

    private static void send(ProducerRecord<String, byte[]> record) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                GATE.kafka().connection().with(Map.of("acks", "all")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get(20, TimeUnit.SECONDS);
        }
    }

    /**
     * Returns when the proxy has read on in every partition: partitions are read in order, so an answer that was waited for
     * comes after whatever was written before it.
     */
    private void everythingWrittenIsRead() throws Exception {
        String mark = "mark" + System.nanoTime();
        try (Connection agent = GATE.connect("mark-agent", "agents");
                Statement statement = agent.createStatement()) {
            untilEveryPartitionGrows(
                    Topics.DECISION_STATE, round -> statement.execute("SELECT 1 AS " + mark + "_" + round));
            untilEveryPartitionGrows(Topics.APPROVAL_EVENTS, round -> {
                String where = "id = " + (round + 1) + " AND status = '" + mark + "'";
                CompletableFuture<Integer> update =
                        async(() -> statement.executeUpdate("UPDATE orders SET status = 'cancelled' WHERE " + where));
                approve(requestFor(where).getApprovalId());
                update.get(20, TimeUnit.SECONDS);
            });
        }
    }

    private interface Round {
        void run(int round) throws Exception;
    }

    private static void untilEveryPartitionGrows(Topic topic, Round round) throws Exception {
        Map<TopicPartition, Long> before = ends(topic);
        for (int i = 0; i < 200; i++) {
            round.run(i);
            Map<TopicPartition, Long> now = ends(topic);
            if (before.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) > end.getValue())) {
                return;
            }
        }
        throw new AssertionError("200 keys have not reached every partition of " + topic.name());
    }

    private static Map<TopicPartition, Long> ends(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                GATE.kafka().connection().with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
        }
    }

    private void approve(String id) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> approver.post("/api/approvals/" + id + "/approve", "{\"reason\":\"fine\"}")
                                .status()
                        == 200);
    }

    private static ApprovalRequested requestFor(String text) {
        return find(
                Topics.APPROVAL_EVENTS,
                ApprovalRequested.class,
                found -> SealedTexts.openText(found.getText()).endsWith(text));
    }

    private static <T> T find(Topic topic, Class<T> type, Predicate<T> wanted) {
        List<T> found = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            for (ConsumerRecord<String, byte[]> record : read(topic)) {
                SpecificRecord event = decoded(record);
                if (type.isInstance(event) && wanted.test(type.cast(event))) {
                    found.add(type.cast(event));
                }
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static SpecificRecord decoded(ConsumerRecord<String, byte[]> record) {
        try {
            return EventCodec.decode(record.value());
        } catch (UnreadableEvent e) {
            throw new IllegalStateException("every event here can be read", e);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                GATE.kafka().connection().with(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static String one(String sql) throws SQLException {
        try (Connection oracle = GATE.oracle();
                Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
