package io.postern.approval.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.postern.approval.app.Changes;
import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Decision;
import io.postern.approval.domain.Principal;
import io.postern.approval.domain.Stamp;
import io.postern.approval.domain.Status;
import io.postern.events.Seal;
import io.postern.events.SealedText;
import io.postern.events.approval.ApprovalExpired;
import io.postern.identity.signing.EventCheck;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.RefusedEvents;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.schemas.EventCodec;
import io.postern.schemas.EventSerde;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;

class ApprovalTopologyTest {

    private static final String TOPIC = Topics.APPROVAL_EVENTS.name();
    private static final int FINISHED_TO_KEEP = 3;

    private final List<String> changed = new ArrayList<>();
    private final Progress progress = new Progress();
    private final SkippedRecords skipped = new SkippedRecords();
    private final AtomicInteger ids = new AtomicInteger();
    private final RefusedEvents refused = new RefusedEvents();
    private boolean caughtUp = true;

    @TempDir
    Path directory;

    private EventSigner signer;
    private OwnFacts own;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> in;
    private TestOutputTopic<String, SpecificRecord> out;
    private KeyValueStore<String, Story> store;

    @BeforeEach
    void open() throws IOException {
        signer = signer("approval");
        own = new OwnFacts(signer);
        driver = driver(Facts.REQUESTED_AT);
        in = driver.createInputTopic(TOPIC, new StringSerializer(), new ByteArraySerializer());
        out = driver.createOutputTopic(TOPIC, new StringDeserializer(), new EventSerde().deserializer());
        store = driver.getKeyValueStore(ApprovalTopology.STORE);
    }

    private EventSigner signer(String name) throws IOException {
        SigningKeyFiles keys = SigningKeyFiles.in(directory, name);
        keys.create();
        return EventSigner.read(keys.secret());
    }

    private TopologyTestDriver driver(Instant start) {
        Changes changes = new Changes();
        changes.subscribe(approval -> changed.add(approval.request().approvalId() + " " + approval.status()));
        FoldSettings settings = new FoldSettings(
                "approval-service/test",
                own,
                FINISHED_TO_KEEP,
                () -> "event-" + ids.incrementAndGet(),
                () -> caughtUp,
                new FoldSettings.Observers(changes, progress, skipped, refused));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        return new TopologyTestDriver(ApprovalTopology.build(settings), properties, start);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** Signed, also where that is not needed. */
    private void append(String id, SpecificRecord fact) {
        append(id, own.sign(id, fact));
    }

    private void append(String id, ProducerRecord<String, byte[]> signed) {
        in.pipeInput(new TestRecord<>(id, signed.value(), signed.headers()));
    }

    private void appendUnsigned(String id, SpecificRecord fact) {
        in.pipeInput(id, EventCodec.encode(fact));
    }

    private Status status(String id) {
        Story story = store.get(id);
        return story == null ? Status.ABSENT : story.approval().status();
    }

    @Test
    void aRequestIsFoldedAsItWillRun() {
        append("a", Facts.requested("a"));

        Approval.Pending pending = (Approval.Pending) store.get("a").approval();
        assertThat(pending.request().parked().statement()).isEqualTo("UPDATE orders SET status = $1 WHERE id = 5");
        assertThat(pending.request().parked().parameters())
                .extracting(parameter -> parameter.value().orElse("NULL"))
                .containsExactly("cancelled", "00ff", "NULL");
        assertThat(pending.request().terms().binding()).isEqualTo("c0ffee");
        assertThat(pending.request().stamp()).isEqualTo(new Stamp("requested-a", Facts.REQUESTED_AT));
        assertThat(pending.request().expiresAt()).isEqualTo(Facts.EXPIRES_AT);
    }

    @Test
    void theFirstVoteWinsAndLaterFactsAreNotKept() {
        append("a", Facts.requested("a"));
        append("a", Facts.granted("a", "anna", "g-1"));
        append("a", Facts.denied("a", "boris", "d-1"));
        append("a", Facts.granted("a", "boris", "g-2"));

        assertThat(store.get("a").facts()).hasSize(2);
        assertThat(((Approval.Granted) store.get("a").approval()).grant())
                .isEqualTo(new Decision(
                        new Stamp("g-1", Facts.REQUESTED_AT.plusSeconds(10)),
                        new Principal("https://issuer.example", "anna", List.of("approvers")),
                        "fine"));
        assertThat(changed).containsExactly("a PENDING", "a GRANTED");
    }

    @Test
    void aGrantIsWithdrawnOrConsumed() {
        append("a", Facts.requested("a"));
        append("a", Facts.granted("a", "anna", "g-1"));
        append("a", Facts.withdrawn("a"));
        append("b", Facts.requested("b"));
        append("b", Facts.granted("b", "anna", "g-2"));
        append("b", Facts.consumed("b"));

        assertThat(status("a")).isEqualTo(Status.WITHDRAWN);
        assertThat(status("b")).isEqualTo(Status.CONSUMED);
    }

    @Test
    void whatNobodyDecidesExpiresOnceAndTheFactNamesItsCause() {
        append("a", Facts.requested("a"));
        append("b", Facts.requested("b"));
        append("b", Facts.granted("b", "anna", "g-1"));
        driver.advanceWallClockTime(Duration.ofMinutes(4));
        assertThat(out.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofMinutes(1));
        driver.advanceWallClockTime(Duration.ofMinutes(1));

        TestRecord<String, SpecificRecord> record = out.readRecord();
        assertThat(out.isEmpty()).isTrue();
        assertThat(record.key()).isEqualTo("a");
        assertThat(record.headers().lastHeader(EventSerde.TYPE_HEADER).value())
                .isEqualTo("io.postern.events.approval.ApprovalExpired".getBytes(StandardCharsets.UTF_8));
        ApprovalExpired expired = (ApprovalExpired) record.value();
        assertThat(expired.getMeta().getCausationId()).isEqualTo("requested-a");
        assertThat(expired.getMeta().getCorrelationId()).isEqualTo("s-1");
        assertThat(expired.getMeta().getProducer()).isEqualTo("approval-service/test");
        assertThat(expired.getMeta().getAggregateId()).isEqualTo("a");
        assertThat(expired.getMeta().getSequence()).isZero();
        assertThat(expired.getMeta().getOccurredAt()).isAfterOrEqualTo(Facts.EXPIRES_AT);
        assertThat(status("a")).isEqualTo(Status.EXPIRED);
        assertThat(status("b")).isEqualTo(Status.GRANTED);
    }

    @Test
    void whatTheFoldAppendsIsSigned() {
        append("a", Facts.requested("a"));
        TestOutputTopic<String, byte[]> raw =
                driver.createOutputTopic(TOPIC, new StringDeserializer(), new ByteArrayDeserializer());
        driver.advanceWallClockTime(Duration.ofMinutes(5));

        TestRecord<String, byte[]> record = raw.readRecord();

        assertThat(signer.verifier()
                        .check(
                                TOPIC,
                                "a",
                                record.value(),
                                record.headers().lastHeader(EventSigner.HEADER).value()))
                .isEqualTo(EventCheck.GENUINE);
    }

    @Test
    void aVoteThatThisServiceDidNotSignDoesNotCount() throws IOException {
        appendUnsigned("a", Facts.requested("a"));

        appendUnsigned("a", Facts.granted("a", "anna", "g-1"));
        appendUnsigned("a", Facts.denied("a", "anna", "d-1"));
        append("a", new OwnFacts(signer("other")).sign("a", Facts.granted("a", "anna", "g-2")));
        ProducerRecord<String, byte[]> genuine = own.sign("a", Facts.denied("a", "anna", "d-2"));
        ProducerRecord<String, byte[]> moved = own.sign("b", Facts.granted("a", "anna", "g-3"));
        append("a", new ProducerRecord<>(TOPIC, null, "a", moved.value(), genuine.headers()));
        append("a", moved);
        assertThat(status("a")).isEqualTo(Status.PENDING);
        assertThat(refused.count()).isEqualTo(5);

        append("a", genuine);
        assertThat(status("a")).isEqualTo(Status.DENIED);
        appendUnsigned("c", Facts.requested("c"));
        appendUnsigned("c", Facts.withdrawn("c"));
        assertThat(status("c")).as("a proxy withdraws").isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void nothingExpiresBeforeTheLogIsRead() {
        caughtUp = false;
        append("a", Facts.requested("a"));
        driver.advanceWallClockTime(Duration.ofMinutes(10));
        assertThat(out.isEmpty()).isTrue();

        caughtUp = true;
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(out.readValue()).isInstanceOf(ApprovalExpired.class);
    }

    @Test
    void unusableRecordsAreSkippedAndCounted() {
        append("a", Facts.requested("a"));

        in.pipeInput("a", new byte[] {1, 2, 3});
        in.pipeInput("a", (byte[]) null);
        append("other-key", Facts.granted("a", "anna", "g-1"));
        append(
                "b",
                Facts.request("b")
                        .setText(SealedTexts.clear(new byte[] {(byte) 0xff}))
                        .build());
        append(
                "c",
                Facts.request("c")
                        .setText(SealedText.newBuilder(SealedTexts.clear("SELECT 1"))
                                .setSeal(Seal.UNKNOWN)
                                .build())
                        .build());

        assertThat(skipped.count()).isEqualTo(5);
        assertThat(status("a")).isEqualTo(Status.PENDING);
        assertThat(status("b")).isEqualTo(Status.ABSENT);
        assertThat(status("c")).isEqualTo(Status.ABSENT);
        assertThat(progress.hasReached(0, 5)).isTrue();
    }

    @Test
    void theOldestFinishedApprovalsAreForgottenAndPendingOnesNever() {
        append("pending", Facts.requested("pending"));
        for (int i = 0; i < FINISHED_TO_KEEP + 2; i++) {
            append("a" + i, Facts.requested("a" + i));
            append("a" + i, Facts.withdrawn("a" + i, Facts.REQUESTED_AT.plusSeconds(i)));
        }
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        List<String> kept = new ArrayList<>();
        try (KeyValueIterator<String, Story> all = store.all()) {
            all.forEachRemaining((KeyValue<String, Story> entry) -> kept.add(entry.key));
        }
        assertThat(kept).containsExactlyInAnyOrder("a2", "a3", "a4", "pending");
    }

    @Test
    void readingTheLogAgainChangesNothing() {
        List<SpecificRecord> log =
                List.of(Facts.requested("a"), Facts.granted("a", "anna", "g-1"), Facts.denied("a", "boris", "d-1"));
        log.forEach(fact -> append("a", fact));
        Story before = store.get("a");

        log.forEach(fact -> append("a", fact));

        assertThat(store.get("a")).isEqualTo(before);
        assertThat(changed).containsExactly("a PENDING", "a GRANTED");
    }
}
