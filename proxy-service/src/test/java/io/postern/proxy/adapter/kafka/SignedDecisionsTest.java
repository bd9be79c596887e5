package io.postern.proxy.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Identity;
import io.postern.identity.signing.RefusedEvents;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.EventMetas;

/** What the table believes. Admissions stand for all answers: they go the same way. */
class SignedDecisionsTest {

    private static final SignedRecords RECORDS = new SignedRecords();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    private static final String KEY = DecisionKeys.admission(Wire.principal(ANN), "shop");

    private final RefusedEvents refused = new RefusedEvents();
    private final RecordingProducer kafka = new RecordingProducer();
    private final KafkaDecisions decisions = new KafkaDecisions(
            kafka.publisher(), metas(NOW), SignedRecords.waits(Duration.ofSeconds(20)), RECORDS.trust(refused));

    @BeforeEach
    void aPolicyIsInForce() {
        decisions.on(RECORDS.stored(policy("p1", NOW)));
    }

    @AfterEach
    void close() {
        decisions.close();
        kafka.close();
    }

    @Test
    void aForgedAnswerIsNoAnswer() {
        // Given
        CompletableFuture<AdmissionOutcome> outcome = admit();
        AdmissionDecided forged = decided("p1", "admin", NOW);

        // When
        decisions.on(RECORDS.unsigned(forged, true));
        decisions.on(RECORDS.signedBy(RECORDS.approval(), forged));
        decisions.on(RECORDS.borrowing(RECORDS.live(decided("p1", "shop_agent", NOW)), forged));

        // Then
        assertThat(outcome).isNotDone();
        assertThat(admit()).isNotDone();
        assertThat(refused.count()).isEqualTo(3);
    }

    @Test
    void whatWasThereAtTheStartIsCheckedOnFirstUseAndOnlyThen() {
        // Given
        for (int i = 0; i < 3; i++) {
            decisions.on(RECORDS.unsigned(decided("p1", "admin" + i, NOW.plusSeconds(9)), false));
        }
        decisions.on(RECORDS.stored(decided("p1", "shop_agent", NOW)));
        long checkedAtStart = refused.count();

        // When
        List<CompletableFuture<AdmissionOutcome>> outcomes = List.of(admit(), admit());

        // Then
        assertThat(checkedAtStart).isZero();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isCompletedWithValue(new AdmissionOutcome.Admitted("shop_agent", "rule", "p1")));
        assertThat(refused.count()).isEqualTo(3);
        assertThat(kafka.messages()).isEmpty();
    }

    @Test
    void aForgedAnswerDoesNotPushAGenuineOneOut() {
        // Given
        decisions.on(RECORDS.live(decided("p1", "shop_agent", NOW)));

        // When
        decisions.on(RECORDS.unsigned(decided("p9", "admin", NOW.plusSeconds(9)), true));

        // Then
        assertThat(admit()).isCompletedWithValue(new AdmissionOutcome.Admitted("shop_agent", "rule", "p1"));
    }

    @Test
    void anEarlierAnswerThatIsWrittenAgainDoesNotReplaceALaterOne() {
        // Given
        Received earlier = RECORDS.live(decided("p1", "shop_agent", NOW));
        Received otherPolicy = RECORDS.live(decided("p0", "shop_admin", NOW));
        decisions.on(earlier);
        decisions.on(RECORDS.live(decided("p1", "shop_analyst", NOW.plusSeconds(1))));

        // When
        decisions.on(earlier);
        decisions.on(otherPolicy);

        // Then
        assertThat(admit()).isCompletedWithValue(new AdmissionOutcome.Admitted("shop_analyst", "rule", "p1"));
    }

    @Test
    void onlyASignedPolicyComesIntoForce() {
        // Given
        decisions.on(RECORDS.live(decided("p1", "shop_agent", NOW)));

        // When
        decisions.on(RECORDS.unsigned(policy("p2", NOW.plusSeconds(1)), true));
        decisions.on(RECORDS.unsigned(policy("p2", NOW.plusSeconds(1)), false));
        decisions.on(RECORDS.signedBy(RECORDS.approval(), policy("p2", NOW.plusSeconds(1))));

        // Then
        assertThat(admit()).isCompleted();
        assertThat(refused.count()).isEqualTo(3);
    }

    @Test
    void anEarlierPolicyThatIsWrittenAgainStaysOutOfForce() {
        // Given
        decisions.on(RECORDS.live(decided("p1", "shop_agent", NOW)));
        decisions.on(RECORDS.live(policy("p2", NOW.plusSeconds(1))));

        // When
        decisions.on(RECORDS.live(policy("p1", NOW)));

        // Then
        assertThat(admit()).isNotDone();
        assertThat(refused.count()).isEqualTo(1);
    }

    private CompletableFuture<AdmissionOutcome> admit() {
        return decisions.admit(ANN, "shop").toCompletableFuture();
    }

    private static EventMetas metas(Instant at) {
        return new EventMetas("test", Clock.fixed(at, ZoneOffset.UTC));
    }

    private static PolicyPublished policy(String version, Instant at) {
        return PolicyPublished.newBuilder()
                .setMeta(metas(at).next("default", 0, "default", null))
                .setName("default")
                .setVersion(version)
                .setDocument("")
                .setAuthor("test")
                .build();
    }

    private static AdmissionDecided decided(String policy, String role, Instant at) {
        return AdmissionDecided.newBuilder()
                .setMeta(metas(at).next(KEY, 0, KEY, null))
                .setKey(KEY)
                .setVerdict(Verdict.ALLOW)
                .setDatabaseRole(role)
                .setRuleId("rule")
                .setReason("because")
                .setPolicyVersion(policy)
                .build();
    }
}
