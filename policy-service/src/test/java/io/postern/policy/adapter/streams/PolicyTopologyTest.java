package io.postern.policy.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.policy.PolicyService;
import io.postern.policy.document.PolicyDocument;
import io.postern.schemas.CatalogVersions;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventMetas;
import io.postern.schemas.EventSerde;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;
import io.postern.state.catalog.CatalogColumn;
import io.postern.state.catalog.CatalogFunction;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;
import io.postern.state.catalog.RelationKind;

class PolicyTopologyTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

    private static final Principal AGENT = new Principal("issuer", "mcp-support", List.of("agents"));

    @TempDir
    Path directory;

    private final EventMetas metas = new EventMetas("test", CLOCK);
    private EventSigner signer;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> policies;
    private TestInputTopic<String, SpecificRecord> catalogs;
    private TestInputTopic<String, SpecificRecord> requests;
    private TestOutputTopic<String, SpecificRecord> decisions;

    @BeforeEach
    void start() throws IOException {
        SigningKeyFiles keys = SigningKeyFiles.in(directory, "policy");
        keys.create();
        signer = EventSigner.read(keys.secret());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        driver = new TopologyTestDriver(PolicyTopology.build("shop", signer, metas), properties);
        policies =
                driver.createInputTopic(Topics.POLICY_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
        catalogs = input(Topics.CATALOG_STATE.name());
        requests = input(Topics.DECISION_REQUESTS.name());
        decisions = driver.createOutputTopic(
                Topics.DECISION_STATE.name(), new StringDeserializer(), new EventSerde().deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private TestInputTopic<String, SpecificRecord> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new EventSerde().serializer());
    }

    private EventMeta meta(String key) {
        return metas.next(key, 0, "session-1", null);
    }

    private void publishPolicy(String document) {
        policies.pipeInput(signed(policy(document, CLOCK.instant())));
    }

    private static PolicyPublished policy(String document, Instant at) {
        return PolicyPublished.newBuilder()
                .setMeta(new EventMetas("test", Clock.fixed(at, ZoneOffset.UTC)).next("shop", 0, "", null))
                .setName("shop")
                .setVersion(PolicyDocument.version(document))
                .setDocument(document)
                .setAuthor("test")
                .build();
    }

    private TestRecord<String, byte[]> signed(PolicyPublished policy) {
        ProducerRecord<String, byte[]> signed = new Signatures(signer).sign(Topics.POLICY_EVENTS, "shop", policy);
        return new TestRecord<>(signed.key(), signed.value(), signed.headers());
    }

    private void publishCatalog(String name) {
        catalogs.pipeInput("shop", catalog(name));
    }

    private static String versionOf(String name) {
        return catalog(name).getVersion();
    }

    /** Catalogs of different names differ in their content. */
    private static CatalogPublished catalog(String name) {
        AtomicLong oid = new AtomicLong(16_400);
        CatalogPublished.Builder catalog = CatalogPublished.newBuilder()
                .setMeta(new EventMetas("test", CLOCK).next("shop", 0, "", null))
                .setDatabase("shop")
                .setVersion("")
                .setServerVersion(170_000)
                .setRelations(List.of(
                        relation(oid, "customers", "id", "name", "email", "phone", "card_number"),
                        relation(oid, "orders", "id", "status")))
                .setFunctions(List.of(function(1, "leak"), function(2, name)));
        return catalog.setVersion(CatalogVersions.of(catalog.build())).build();
    }

    private static CatalogRelation relation(AtomicLong oid, String name, String... columns) {
        AtomicLong number = new AtomicLong();
        return CatalogRelation.newBuilder()
                .setOid(oid.incrementAndGet())
                .setSchemaName("public")
                .setName(name)
                .setKind(RelationKind.TABLE)
                .setColumns(Arrays.stream(columns)
                        .map(column -> CatalogColumn.newBuilder()
                                .setNumber((int) number.incrementAndGet())
                                .setName(column)
                                .setTypeOid(25)
                                .setTypeName("text")
                                .build())
                        .toList())
                .setParentOids(List.of())
                .build();
    }

    private static CatalogFunction function(long oid, String name) {
        return CatalogFunction.newBuilder()
                .setOid(oid)
                .setSchemaName("public")
                .setName(name)
                .build();
    }

    private static String fingerprint(byte[] sql) {
        try {
            return Fingerprint.of(SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT))
                    .hex();
        } catch (LexicalError | InvalidSqlText e) {
            return "none";
        }
    }

    private static String key(String database, byte[] sql) {
        return DecisionKeys.statement(AGENT, database, "shop_agent", List.of("pg_catalog", "public"), fingerprint(sql));
    }

    private DecisionRequested request(String database, byte[] sql) {
        return DecisionRequested.newBuilder()
                .setMeta(meta(key(database, sql)))
                .setKey(key(database, sql))
                .setPrincipal(AGENT)
                .setDatabase(database)
                .setDatabaseRole("shop_agent")
                .setSearchPath(List.of("pg_catalog", "public"))
                .setFingerprint(fingerprint(sql))
                .setText(SealedTexts.clear(sql))
                .build();
    }

    private DecisionMade decide(String sql) {
        return decide("shop", sql.getBytes(StandardCharsets.UTF_8));
    }

    private DecisionMade decide(String database, byte[] sql) {
        requests.pipeInput("partition", request(database, sql));
        TestRecord<String, SpecificRecord> record = decisions.readRecord();
        assertThat(record.key()).isEqualTo(key(database, sql));
        assertThat(decisions.isEmpty()).isTrue();
        return (DecisionMade) record.value();
    }

    @Test
    void aRequestIsAnsweredFromTheLatestPolicyAndCatalog() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");

        DecisionMade made = decide("SELECT id, email, 'x' FROM customers WHERE id = 5");

        assertThat(made.getVerdict()).isEqualTo(Verdict.ALLOW);
        assertThat(made.getKind()).isEqualTo(StatementKind.SELECT);
        assertThat(made.getEdits()).hasSize(1);
        assertThat(made.getEdits().get(0).getReplacement()).contains("\"public\".\"customers\"");
        assertThat(made.getMaskedColumns())
                .extracting(column -> column.getName() + " " + column.getColumnNumber() + " " + column.getMask())
                .containsExactly("public.customers.email 3 contact-email");
        assertThat(made.getPinnedSlots()).hasSize(1);
        assertThat(SealedTexts.openText(made.getPinnedSlots().get(0).getValue()))
                .isEqualTo("'x'");
        assertThat(made.getRules()).extracting(rule -> rule.getRuleId()).containsExactly("agents-read");
        assertThat(made.getPolicyVersion()).isEqualTo(PolicyDocument.version(PolicyService.samplePolicy()));
        assertThat(made.getCatalogVersion()).isEqualTo(versionOf("c1"));
        assertThat(made.getApproval()).isNull();
    }

    @Test
    void theAnswerNamesItsRequest() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        DecisionRequested request = request("shop", "SELECT 1".getBytes(StandardCharsets.UTF_8));

        requests.pipeInput("partition", request);
        requests.pipeInput("partition", request);

        List<TestRecord<String, SpecificRecord>> answers = decisions.readRecordsToList();
        assertThat(answers)
                .extracting(answer -> ((DecisionMade) answer.value()).getMeta())
                .allSatisfy(meta -> {
                    assertThat(meta.getCausationId())
                            .isEqualTo(request.getMeta().getEventId());
                    assertThat(meta.getCorrelationId()).isEqualTo("session-1");
                    assertThat(meta.getAggregateId()).isEqualTo(request.getKey());
                });
        assertThat(answers)
                .extracting(answer -> ((DecisionMade) answer.value()).getMeta().getSequence())
                .containsExactly(0L, 1L);
    }

    @Test
    void whoIsAllowedEverythingIsAnsweredWithoutBounds() {
        publishPolicy("policy: shop\nrules: [{id: all, groups: [agents], allow: [everything]}]");
        publishCatalog("c1");

        DecisionMade made = decide("CREATE VIEW v AS SELECT leak('x')");

        assertThat(made.getUnrestricted()).isTrue();
        assertThat(made.getVerdict()).isEqualTo(Verdict.ALLOW);
        assertThat(made.getKind()).isEqualTo(StatementKind.DDL);
        assertThat(made.getPinnedSlots()).isEmpty();
        assertThat(made.getRules()).extracting(rule -> rule.getRuleId()).containsExactly("all");
        publishPolicy(PolicyService.samplePolicy());
        assertThat(decide("SELECT 1").getUnrestricted()).isFalse();
    }

    @Test
    void aParkedStatementCarriesItsTerms() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");

        DecisionMade made = decide("UPDATE orders SET status = 'cancelled' WHERE id = 5");

        assertThat(made.getVerdict()).isEqualTo(Verdict.PARK);
        assertThat(made.getApproval().getApproverGroups()).containsExactly("approvers");
        assertThat(made.getApproval().getTimeToLiveSeconds()).isEqualTo(900);
    }

    @Test
    void aNewPolicyOrCatalogCountsFromTheNextRequestOn() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        assertThat(decide("SELECT 1").getVerdict()).isEqualTo(Verdict.ALLOW);

        publishPolicy("policy: shop");
        publishCatalog("c2");
        DecisionMade made = decide("SELECT 1");

        assertThat(made.getVerdict()).isEqualTo(Verdict.DENY);
        assertThat(made.getPolicyVersion()).isEqualTo(PolicyDocument.version("policy: shop"));
        assertThat(made.getCatalogVersion()).isEqualTo(versionOf("c2"));
    }

    @Test
    void withoutCatalogOrPolicyTheDenialHoldsForNothingElse() {
        DecisionMade without = decide("SELECT 1");
        publishPolicy(PolicyService.samplePolicy());
        DecisionMade unknownDatabase = decide("elsewhere", "SELECT 1".getBytes(StandardCharsets.UTF_8));
        publishPolicy("policy: [");
        DecisionMade broken = decide("SELECT 1");

        assertThat(List.of(without, unknownDatabase, broken)).allSatisfy(made -> {
            assertThat(made.getVerdict()).isEqualTo(Verdict.DENY);
            assertThat(made.getCatalogVersion()).isEmpty();
        });
        assertThat(without.getPolicyVersion()).isEmpty();
    }

    @Test
    void whatIsNotSqlIsDenied() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");

        for (byte[] sql : List.of(
                "SELECT 'open".getBytes(StandardCharsets.UTF_8),
                new byte[] {'S', (byte) 0xff},
                new byte[] {'S', 0},
                new byte[2 * 1024 * 1024],
                "SELECT leak(1)".getBytes(StandardCharsets.UTF_8))) {
            DecisionMade made = decide("shop", sql);
            assertThat(made.getVerdict()).isEqualTo(Verdict.DENY);
            assertThat(made.getReason()).isNotEmpty();
        }
    }

    private AdmissionRequested admission(Principal principal, String key) {
        return AdmissionRequested.newBuilder()
                .setMeta(meta(key))
                .setKey(key)
                .setPrincipal(principal)
                .setDatabase("shop")
                .build();
    }

    @Test
    void admissionsAreAnswered() {
        publishPolicy(PolicyService.samplePolicy());
        String key = DecisionKeys.admission(AGENT, "shop");
        requests.pipeInput("partition", admission(AGENT, key));

        TestRecord<String, SpecificRecord> record = decisions.readRecord();

        assertThat(record.key()).isEqualTo(key);
        AdmissionDecided decided = (AdmissionDecided) record.value();
        assertThat(decided.getVerdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decided.getDatabaseRole()).isEqualTo("shop_agent");
        assertThat(decided.getRuleId()).isEqualTo("agents-in-shop");
    }

    @Test
    void recordsThatCannotBeReadStopNothing() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        for (String topic : Map.of(
                        "a",
                        Topics.DECISION_REQUESTS.name(),
                        "b",
                        Topics.POLICY_EVENTS.name(),
                        "c",
                        Topics.CATALOG_STATE.name())
                .values()) {
            driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                    .pipeInput("shop", new byte[] {1, 2, 3});
        }
        requests.pipeInput(
                "partition",
                PolicyPublished.newBuilder()
                        .setMeta(meta("x"))
                        .setName("x")
                        .setVersion("x")
                        .setDocument("x")
                        .setAuthor("x")
                        .build());

        assertThat(decide("SELECT 1").getVerdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void answersAreSignedOverTopicKeyAndValue() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        TestOutputTopic<String, byte[]> raw = driver.createOutputTopic(
                Topics.DECISION_STATE.name(), new StringDeserializer(), new ByteArrayDeserializer());
        requests.pipeInput("partition", request("shop", "SELECT 1".getBytes(StandardCharsets.UTF_8)));
        requests.pipeInput("partition", admission(AGENT, DecisionKeys.admission(AGENT, "shop")));

        assertThat(raw.readRecordsToList())
                .hasSize(2)
                .allSatisfy(record -> assertThat(signer.verifier()
                                .check(
                                        Topics.DECISION_STATE.name(),
                                        record.key(),
                                        record.value(),
                                        record.headers()
                                                .lastHeader(EventSigner.HEADER)
                                                .value()))
                        .isEqualTo(EventCheck.GENUINE));
    }

    @Test
    void noAnswerIsHadUnderTheKeyOfAnotherQuestion() {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        byte[] harmless = "SELECT 1".getBytes(StandardCharsets.UTF_8);
        byte[] denied = "DROP TABLE customers".getBytes(StandardCharsets.UTF_8);
        Principal stranger = new Principal("issuer", "stranger", List.of("nobody"));

        requests.pipeInput(
                "partition",
                DecisionRequested.newBuilder(request("shop", harmless))
                        .setKey(key("shop", denied))
                        .build());
        requests.pipeInput(
                "partition",
                DecisionRequested.newBuilder(request("shop", denied))
                        .setText(SealedTexts.clear(harmless))
                        .build());
        requests.pipeInput(
                "partition",
                DecisionRequested.newBuilder(request("shop", denied))
                        .setPrincipal(new Principal("issuer", "mcp-support", List.of("admins")))
                        .build());
        requests.pipeInput("partition", admission(AGENT, DecisionKeys.admission(stranger, "shop")));

        assertThat(decisions.isEmpty()).isTrue();
    }

    @Test
    void onlyAPolicyThatThisServiceSignedComesIntoForce() throws IOException {
        publishPolicy(PolicyService.samplePolicy());
        publishCatalog("c1");
        PolicyPublished forged = policy("policy: shop", CLOCK.instant().plusSeconds(1));
        SigningKeyFiles others = SigningKeyFiles.in(directory, "other");
        others.create();
        ProducerRecord<String, byte[]> foreign =
                new Signatures(EventSigner.read(others.secret())).sign(Topics.POLICY_EVENTS, "shop", forged);
        ProducerRecord<String, byte[]> elsewhere = new Signatures(signer).sign(Topics.DECISION_STATE, "shop", forged);
        ProducerRecord<String, byte[]> otherName = new Signatures(signer).sign(Topics.POLICY_EVENTS, "other", forged);

        policies.pipeInput("shop", EventCodec.encode(forged));
        policies.pipeInput("shop", (byte[]) null);
        for (ProducerRecord<String, byte[]> signed : List.of(foreign, elsewhere, otherName)) {
            policies.pipeInput(new TestRecord<>("shop", signed.value(), signed.headers()));
        }

        assertThat(decide("SELECT 1").getVerdict()).isEqualTo(Verdict.ALLOW);
        policies.pipeInput(signed(forged));
        assertThat(decide("SELECT 1").getVerdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void anEarlierPolicyThatIsWrittenAgainStaysOutOfForce() {
        TestRecord<String, byte[]> earlier = signed(policy(PolicyService.samplePolicy(), CLOCK.instant()));
        policies.pipeInput(earlier);
        publishCatalog("c1");
        policies.pipeInput(signed(policy("policy: shop", CLOCK.instant().plusSeconds(1))));

        policies.pipeInput(earlier);

        assertThat(decide("SELECT 1").getVerdict()).isEqualTo(Verdict.DENY);
    }
}
