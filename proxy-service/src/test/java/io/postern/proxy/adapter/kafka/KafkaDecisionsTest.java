package io.postern.proxy.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.decision.PinnedSlot;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Identity;
import io.postern.identity.signing.RefusedEvents;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.schemas.CatalogVersions;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.state.catalog.CatalogPublished;

class KafkaDecisionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    private static final Session SESSION = new Session(
            "s",
            ANN,
            "shop",
            "shop_agent",
            List.of("public"),
            new Session.ClientOrigin("192.0.2.7:5000", "psql", true));

    private static final SignedRecords RECORDS = new SignedRecords();

    private final EventTrust trust = RECORDS.trust(new RefusedEvents());
    private final EventMetas metas = new EventMetas("test", Clock.systemUTC());
    private final RecordingProducer kafka = new RecordingProducer();
    private KafkaDecisions decisions =
            new KafkaDecisions(kafka.publisher(), metas, SignedRecords.waits(PATIENCE), trust);

    @AfterEach
    void close() {
        decisions.close();
        kafka.close();
    }

    @Test
    void questionIsAskedAndItsAnswerIsTheDecision() {
        // Given
        versions("p1", "c1");

        // When
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");
        DecisionRequested request = (DecisionRequested) kafka.sent(1).get(0);
        boolean early = outcome.isDone();
        decisions.on(RECORDS.live(answer(request, Verdict.ALLOW, "p1", "c1")));

        // Then
        assertThat(early).isFalse();
        assertThat(SealedTexts.openText(request.getText())).isEqualTo("SELECT 1");
        assertThat(request.getDatabaseRole()).isEqualTo("shop_agent");
        assertThat(kafka.messages().get(0).key()).isEqualTo(request.getKey());
        assertThat(verdict(outcome)).isEqualTo("ALLOW");
    }

    @Test
    void knownShapeIsDecidedWithoutAQuestion() {
        // Given
        versions("p1", "c1");
        CompletableFuture<DecisionOutcome> first = decide("SELECT 1");
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "p1", "c1")));

        // When
        CompletableFuture<DecisionOutcome> second = decide("SELECT 2");

        // Then
        assertThat(first).isCompleted();
        assertThat(verdict(second)).isEqualTo("ALLOW");
        assertThat(kafka.messages()).hasSize(1);
    }

    @Test
    void catalogOnTheTopicIsNotBelievedOnlyReplaced() {
        // Given
        CatalogPublished unversioned = catalog("");
        CatalogPublished genuine = catalog(CatalogVersions.of(unversioned));
        CatalogPublished forged =
                CatalogPublished.newBuilder(genuine).setServerVersion(150_000).build();
        List<String> others = new ArrayList<>();
        decisions.onOtherCatalog(others::add);
        assertThat(decisions.onCatalogRead(genuine)).isTrue();

        // When
        decisions.on(RECORDS.live(genuine));
        boolean afterGenuine = decisions.onCatalogRead(genuine);
        decisions.on(RECORDS.live(forged));
        boolean afterForged = decisions.onCatalogRead(genuine);

        // Then
        assertThat(afterGenuine).isFalse();
        assertThat(afterForged).isTrue();
        assertThat(others).containsExactly("shop");
    }

    @Test
    void decisionOfAnOlderPolicyOrCatalogIsNotUsed() {
        // Given
        versions("p1", "c1");
        decide("SELECT 1");
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "p1", "c1")));

        // When
        versions("p2", null);
        CompletableFuture<DecisionOutcome> newerPolicy = decide("SELECT 1");
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(2).get(1), Verdict.DENY, "p2", "c1")));
        versions("p2", "c2");
        CompletableFuture<DecisionOutcome> newerCatalog = decide("SELECT 1");

        // Then
        assertThat(verdict(newerPolicy)).isEqualTo("DENY");
        assertThat(newerCatalog).isNotDone();
    }

    @Test
    void unrestrictedDecisionOutlivesTheCatalogButNotThePolicy() {
        // Given
        versions("p1", "c1");
        decide("DROP TABLE t");
        DecisionRequested asked = (DecisionRequested) kafka.sent(1).get(0);
        decisions.on(RECORDS.live(DecisionMade.newBuilder(answer(asked, Verdict.ALLOW, "p1", "c1"))
                .setUnrestricted(true)
                .build()));

        // When
        versions("p1", "c2");
        CompletableFuture<DecisionOutcome> newerCatalog = decide("DROP TABLE t");
        versions("p2", null);
        CompletableFuture<DecisionOutcome> newerPolicy = decide("DROP TABLE t");

        // Then
        assertThat(verdict(newerCatalog)).isEqualTo("ALLOW");
        assertThat(newerPolicy).isNotDone();
    }

    @Test
    void decisionMadeBeforeAnyVersionIsKnownIsNotUsed() {
        // Given
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");

        // When
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "", "")));

        // Then
        assertThat(outcome).isNotDone();
    }

    @Test
    void staleAnswerIsAskedAgain() {
        // Given
        versions("p2", "c1");
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");
        DecisionRequested request = (DecisionRequested) kafka.sent(1).get(0);

        // When
        decisions.on(RECORDS.live(answer(request, Verdict.ALLOW, "p1", "c1")));
        SpecificRecord again = kafka.sent(2).get(1);
        boolean early = outcome.isDone();
        decisions.on(RECORDS.live(answer(request, Verdict.DENY, "p2", "c1")));

        // Then
        assertThat(again).isEqualTo(request);
        assertThat(early).isFalse();
        assertThat(verdict(outcome)).isEqualTo("DENY");
    }

    @Test
    void answerThatIsAheadIsUsedOnceItsVersionIsKnownHere() {
        // Given
        versions("p1", "c1");
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");

        // When
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "p2", "c1")));
        boolean early = outcome.isDone();
        versions("p2", null);

        // Then
        assertThat(early).isFalse();
        assertThat(verdict(outcome)).isEqualTo("ALLOW");
    }

    @Test
    void variantsOfAShapeAreKeptByTheirPinnedConstants() {
        // Given
        versions("p1", "c1");
        CompletableFuture<DecisionOutcome> on = decide("SET x = 'on'");
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "p1", "c1", "'on'")));
        CompletableFuture<DecisionOutcome> off = decide("SET x = 'off'");
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(2).get(1), Verdict.DENY, "p1", "c1", "'off'")));

        // When
        List<String> verdicts =
                List.of(verdict(on), verdict(off), verdict(decide("SET x = 'on'")), verdict(decide("SET x = 'off'")));
        CompletableFuture<DecisionOutcome> other = decide("SET x = 'other'");

        // Then
        assertThat(verdicts).containsExactly("ALLOW", "DENY", "ALLOW", "DENY");
        assertThat(other).isNotDone();
    }

    @Test
    void silenceIsUnavailable() {
        // Given
        impatient();
        versions("p1", "c1");

        // When
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");

        // Then
        assertThat(outcome).succeedsWithin(PATIENCE).isInstanceOf(DecisionOutcome.Unavailable.class);
    }

    @Test
    void questionThatCannotBeSentIsUnavailable() {
        // Given
        versions("p1", "c1");
        kafka.failAtOnce(new KafkaException("broken"));

        // When
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");

        // Then
        assertThat(outcome).succeedsWithin(PATIENCE).isInstanceOf(DecisionOutcome.Unavailable.class);
    }

    @Test
    void lateAnswerDoesNotChangeAnOutcomeButFillsTheTable() {
        // Given
        impatient();
        versions("p1", "c1");
        CompletableFuture<DecisionOutcome> outcome = decide("SELECT 1");
        Awaitility.await().until(outcome::isDone);

        // When
        decisions.on(RECORDS.live(answer((DecisionRequested) kafka.sent(1).get(0), Verdict.ALLOW, "p1", "c1")));

        // Then
        assertThat(outcome).isCompletedWithValueMatching(DecisionOutcome.Unavailable.class::isInstance);
        assertThat(verdict(decide("SELECT 1"))).isEqualTo("ALLOW");
    }

    @Test
    void admissionIsAskedForAndKeptWhileThePolicyStands() {
        // Given
        versions("p1", "c1");
        CompletableFuture<AdmissionOutcome> first = admit();
        AdmissionRequested request = (AdmissionRequested) kafka.sent(1).get(0);
        decisions.on(RECORDS.live(admission(request, Verdict.ALLOW, "shop_agent", "p1")));

        // When
        CompletableFuture<AdmissionOutcome> second = admit();
        versions("p2", null);
        CompletableFuture<AdmissionOutcome> third = admit();

        // Then
        AdmissionOutcome admitted = new AdmissionOutcome.Admitted("shop_agent", "rule", "p1");
        assertThat(first).isCompletedWithValue(admitted);
        assertThat(second).isCompletedWithValue(admitted);
        assertThat(third).isNotDone();
    }

    @Test
    void identityIsAdmittedOnlyByAnAllowThatNamesARole() {
        // Given
        versions("p1", "c1");
        CompletableFuture<AdmissionOutcome> denied = admit();
        decisions.on(RECORDS.live(admission((AdmissionRequested) kafka.sent(1).get(0), Verdict.DENY, null, "p1")));
        versions("p2", "c1");
        CompletableFuture<AdmissionOutcome> withoutRole = admit();
        decisions.on(RECORDS.live(admission((AdmissionRequested) kafka.sent(2).get(1), Verdict.ALLOW, null, "p2")));

        // Then
        assertThat(denied).isCompletedWithValue(new AdmissionOutcome.Rejected("because"));
        assertThat(withoutRole).isCompletedWithValue(new AdmissionOutcome.Rejected("because"));
    }

    private void impatient() {
        decisions.close();
        decisions = new KafkaDecisions(kafka.publisher(), metas, SignedRecords.waits(SHORT), trust);
    }

    private CompletableFuture<DecisionOutcome> decide(String sql) {
        return decisions.decide(SESSION, text(sql)).toCompletableFuture();
    }

    private CompletableFuture<AdmissionOutcome> admit() {
        return decisions.admit(ANN, "shop").toCompletableFuture();
    }

    private static String verdict(CompletableFuture<DecisionOutcome> outcome) {
        return Optional.of(outcome.join())
                .filter(DecisionOutcome.Decided.class::isInstance)
                .map(DecisionOutcome.Decided.class::cast)
                .map(DecisionOutcome.Decided::decision)
                .map(Decision::verdict)
                .map(Enum::name)
                .orElse("none");
    }

    private void versions(String policy, @Nullable String catalog) {
        decisions.on(RECORDS.live(PolicyPublished.newBuilder()
                .setMeta(metas.next("default", 0, "default", null))
                .setName("default")
                .setVersion(policy)
                .setDocument("")
                .setAuthor("test")
                .build()));
        if (catalog != null) {
            decisions.onCatalogRead(catalog(catalog));
        }
    }

    private CatalogPublished catalog(String version) {
        return CatalogPublished.newBuilder()
                .setMeta(metas.next("shop", 0, "shop", null))
                .setDatabase("shop")
                .setVersion(version)
                .setServerVersion(170_005)
                .setRelations(List.of())
                .setFunctions(List.of())
                .build();
    }

    private DecisionMade answer(
            DecisionRequested request, Verdict verdict, String policy, String catalog, String... pinned) {
        List<PinnedSlot> pins = java.util.stream.IntStream.range(0, pinned.length)
                .mapToObj(slot -> PinnedSlot.newBuilder()
                        .setSlot(slot)
                        .setValue(SealedTexts.clear(pinned[slot].getBytes(UTF_8)))
                        .build())
                .toList();
        return DecisionMade.newBuilder()
                .setMeta(metas.next(request.getKey(), 0, "s", request.getMeta().getEventId()))
                .setKey(request.getKey())
                .setVerdict(verdict)
                .setKind(StatementKind.SELECT)
                .setEdits(List.of())
                .setPinnedSlots(pins)
                .setMaskedColumns(List.of())
                .setGuardedColumns(List.of())
                .setRules(List.of())
                .setReason("because")
                .setPolicyVersion(policy)
                .setCatalogVersion(catalog)
                .build();
    }

    private AdmissionDecided admission(
            AdmissionRequested request, Verdict verdict, @Nullable String role, String policy) {
        return AdmissionDecided.newBuilder()
                .setMeta(metas.next(
                        request.getKey(), 0, request.getKey(), request.getMeta().getEventId()))
                .setKey(request.getKey())
                .setVerdict(verdict)
                .setDatabaseRole(role)
                .setRuleId("rule")
                .setReason("because")
                .setPolicyVersion(policy)
                .build();
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
