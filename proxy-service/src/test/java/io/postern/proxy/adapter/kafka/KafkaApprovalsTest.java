package io.postern.proxy.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.identity.Identity;
import io.postern.identity.signing.RefusedEvents;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;
import io.postern.schemas.EventMetas;

class KafkaApprovalsTest {

    private static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    private static final Identity LEE = new Identity("https://issuer.test", "lee", Set.of("approvers"));
    private static final Session SESSION = new Session(
            "s",
            ANN,
            "shop",
            "shop_agent",
            List.of("public"),
            new Session.ClientOrigin("192.0.2.7:5000", "psql", true));

    private static final SignedRecords RECORDS = new SignedRecords();

    private final RefusedEvents refused = new RefusedEvents();
    private final EventMetas metas = new EventMetas("test", Clock.systemUTC());
    private final RecordingProducer kafka = new RecordingProducer();
    private final EventWriters writers = new EventWriters(kafka.publisher());
    private final KafkaApprovals approvals = new KafkaApprovals(writers, metas, RECORDS.trust(refused));
    private final List<ApprovalResolution> resolutions = new ArrayList<>();

    @AfterEach
    void close() {
        writers.close();
        kafka.close();
    }

    @Test
    void requestSaysEverythingThatAnApproverHasToSee() {
        // When
        CompletionStage<Void> requested = approvals.request(request(), resolutions::add);
        ApprovalRequested event = (ApprovalRequested) kafka.sent(1).get(0);
        kafka.acknowledge();

        // Then
        assertThat(requested.toCompletableFuture()).isCompleted();
        assertThat(event.getApprovalId()).isEqualTo("a1");
        assertThat(event.getRequester().getSubject()).isEqualTo("ann");
        assertThat(event.getApproverGroups()).containsExactly("approvers");
        assertThat(event.getBinding())
                .isEqualTo(ByteBuffer.wrap(request().ticket().binding().toByteArray()));
        assertThat(kafka.messages().get(0).key()).isEqualTo("a1");
    }

    @Test
    void firstResolutionCounts() {
        // Given
        approvals.request(request(), resolutions::add);

        // When
        approvals.on(RECORDS.live(denied("a1")));
        approvals.on(RECORDS.live(granted("a1")));
        approvals.on(RECORDS.live(expired("a1")));

        // Then
        assertThat(resolutions).containsExactly(new ApprovalResolution.Denied(LEE, "no"));
    }

    @Test
    void grantCarriesItsBinding() {
        // Given
        approvals.request(request(), resolutions::add);

        // When
        approvals.on(RECORDS.live(granted("a1")));
        approvals.on(RECORDS.live(denied("a1")));

        // Then
        assertThat(resolutions)
                .containsExactly(new ApprovalResolution.Granted(LEE, "fine", Bytes.of(new byte[] {1, 2, 3})));
    }

    @Test
    void whatTheApprovalServiceDidNotSignResolvesNothing() {
        // Given
        approvals.request(request(), resolutions::add);
        Received elsewhere = RECORDS.live(granted("a2"));

        // When
        approvals.on(RECORDS.unsigned(granted("a1"), true));
        approvals.on(RECORDS.unsigned(denied("a1"), true));
        approvals.on(RECORDS.unsigned(expired("a1"), true));
        approvals.on(RECORDS.signedBy(RECORDS.policy(), granted("a1")));
        approvals.on(RECORDS.borrowing(elsewhere, granted("a1")));
        List<ApprovalResolution> forged = List.copyOf(resolutions);
        approvals.on(RECORDS.live(granted("a1")));

        // Then
        assertThat(forged).isEmpty();
        assertThat(refused.count()).isEqualTo(5);
        assertThat(resolutions).hasSize(1);
    }

    @Test
    void whatNobodyWaitsForIsNotChecked() {
        // When
        approvals.on(RECORDS.unsigned(granted("a1"), true));

        // Then
        assertThat(refused.count()).isZero();
    }

    @Test
    void resolutionOfAnotherApprovalIsNotHeard() {
        // Given
        approvals.request(request(), resolutions::add);

        // When
        approvals.on(RECORDS.live(granted("a2")));

        // Then
        assertThat(resolutions).isEmpty();
    }

    @Test
    void grantedApprovalIsConsumedOnce() {
        // Given
        approvals.request(request(), resolutions::add);
        approvals.on(RECORDS.live(granted("a1")));

        // When
        approvals.consume("a1", "s", "s-1");
        approvals.consume("a1", "s", "s-1");
        approvals.withdraw("a1", "s", "too late");

        // Then
        List<SpecificRecord> events = kafka.sent(2);
        assertThat(events).hasSize(2);
        assertThat(events.get(1)).isInstanceOfSatisfying(ApprovalConsumed.class, consumed -> {
            assertThat(consumed.getStatementId()).isEqualTo("s-1");
            assertThat(consumed.getMeta().getSequence()).isEqualTo(1);
        });
    }

    @Test
    void withdrawnRequestHearsOfNothingMore() {
        // Given
        approvals.request(request(), resolutions::add);

        // When
        approvals.withdraw("a1", "s", "cancelled");
        approvals.on(RECORDS.live(granted("a1")));

        // Then
        assertThat(resolutions).isEmpty();
        assertThat(kafka.sent(2).get(1)).isInstanceOf(ApprovalWithdrawn.class);
    }

    @Test
    void approvalThatEndedWithoutAGrantCannotBeConsumed() {
        // Given
        approvals.request(request(), resolutions::add);
        kafka.sent(1);
        approvals.on(RECORDS.live(expired("a1")));

        // When
        approvals.consume("a1", "s", "s-1");
        approvals.request(request(), resolutions::add);

        // Then
        assertThat(kafka.sent(2)).hasOnlyElementsOfType(ApprovalRequested.class);
    }

    private static Approvals.Request request() {
        Decision decision = new Decision(
                Verdict.PARK,
                "DELETE",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.of(new Decision.ApprovalTerms(List.of("approvers"), Duration.ofMinutes(5))),
                new Decision.Versions("p1", "c1"),
                Decision.Scope.NARROWED);
        StatementText text = text("DELETE FROM orders");
        ApprovalTicket ticket = ApprovalTicket.of(
                "a1",
                new ApprovalTicket.Subject(SESSION, new TreeMap<>(), text, List.of(), decision),
                Instant.parse("2026-01-01T00:00:00Z"));
        return new Approvals.Request(ticket, SESSION, "s-1", text, List.of(), decision);
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }

    private ApprovalGranted granted(String approvalId) {
        return ApprovalGranted.newBuilder()
                .setMeta(metas.next(approvalId, 0, "s", null))
                .setApprovalId(approvalId)
                .setApprover(Wire.principal(LEE))
                .setReason("fine")
                .setBinding(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build();
    }

    private ApprovalDenied denied(String approvalId) {
        return ApprovalDenied.newBuilder()
                .setMeta(metas.next(approvalId, 0, "s", null))
                .setApprovalId(approvalId)
                .setApprover(Wire.principal(LEE))
                .setReason("no")
                .build();
    }

    private ApprovalExpired expired(String approvalId) {
        return ApprovalExpired.newBuilder()
                .setMeta(metas.next(approvalId, 0, "s", null))
                .setApprovalId(approvalId)
                .build();
    }
}
