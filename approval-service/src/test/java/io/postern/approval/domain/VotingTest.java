package io.postern.approval.domain;

import static io.postern.approval.domain.ApprovalStories.AGENT;
import static io.postern.approval.domain.ApprovalStories.ANNA;
import static io.postern.approval.domain.ApprovalStories.BINDING;
import static io.postern.approval.domain.ApprovalStories.BORIS;
import static io.postern.approval.domain.ApprovalStories.EXPIRES_AT;
import static io.postern.approval.domain.ApprovalStories.ID;
import static io.postern.approval.domain.ApprovalStories.STRANGER;
import static io.postern.approval.domain.ApprovalStories.at;
import static io.postern.approval.domain.ApprovalStories.consumed;
import static io.postern.approval.domain.ApprovalStories.denied;
import static io.postern.approval.domain.ApprovalStories.expired;
import static io.postern.approval.domain.ApprovalStories.fold;
import static io.postern.approval.domain.ApprovalStories.granted;
import static io.postern.approval.domain.ApprovalStories.requested;
import static io.postern.approval.domain.ApprovalStories.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.approval.domain.ApprovalCommand.Approve;
import io.postern.approval.domain.ApprovalCommand.Deny;
import io.postern.approval.domain.ApprovalCommand.Expire;

class VotingTest {

    private record When(Approval given) {
        Then when(ApprovalCommand command) {
            return new Then(Voting.decide(given, command));
        }
    }

    private record Then(Ruling ruling) {
        void then(ApprovalEvent... events) {
            assertThat(ruling).isEqualTo(new Ruling.Accepted(List.of(events)));
        }

        void thenRefused(Refusal refusal) {
            assertThat(ruling).isEqualTo(new Ruling.Refused(refusal));
        }
    }

    private static When given(ApprovalEvent... events) {
        return new When(fold(List.of(events)));
    }

    @Test
    void anApproverGrantsAndTheGrantEchoesTheBinding() {
        given(requested())
                .when(new Approve(ANNA, "  looked at it \n", at(10)))
                .then(new ApprovalEvent.Granted(ID, new Decision(at(10), ANNA, "looked at it"), BINDING));
    }

    @Test
    void aGrantNeedsNoReason() {
        given(requested())
                .when(new Approve(ANNA, " ", at(10)))
                .then(new ApprovalEvent.Granted(ID, new Decision(at(10), ANNA, ""), BINDING));
    }

    @Test
    void anApproverDeniesWithAReason() {
        given(requested())
                .when(new Deny(BORIS, "not today ", at(10)))
                .then(new ApprovalEvent.Denied(ID, new Decision(at(10), BORIS, "not today")));
    }

    @ParameterizedTest
    @MethodSource
    void aDenialWithoutAVisibleReasonIsRefused(String reason) {
        given(requested()).when(new Deny(ANNA, reason, at(10))).thenRefused(Refusal.REASON_MISSING);
    }

    static Stream<String> aDenialWithoutAVisibleReasonIsRefused() {
        return Stream.of("", "  \t\n", "\u00a0", "\u200b\u202e", "\u0000");
    }

    @Test
    void aReasonMayHaveAThousandCharactersAndNoMore() {
        String longest = "x".repeat(Voting.MAX_REASON_LENGTH);

        given(requested())
                .when(new Deny(ANNA, " " + longest + " ", at(10)))
                .then(new ApprovalEvent.Denied(ID, new Decision(at(10), ANNA, longest)));
        given(requested()).when(new Deny(ANNA, longest + "x", at(10))).thenRefused(Refusal.REASON_TOO_LONG);
        given(requested()).when(new Approve(ANNA, longest + "x", at(10))).thenRefused(Refusal.REASON_TOO_LONG);
    }

    @Test
    void nobodyDecidesTheirOwnRequestWhateverTheirGroupsAreNow() {
        Principal promoted = new Principal(AGENT.issuer(), AGENT.subject(), List.of("admins", "approvers"));

        given(requested()).when(new Approve(AGENT, "", at(10))).thenRefused(Refusal.OWN_REQUEST);
        given(requested()).when(new Approve(promoted, "", at(10))).thenRefused(Refusal.OWN_REQUEST);
        given(requested()).when(new Deny(AGENT, "no", at(10))).thenRefused(Refusal.OWN_REQUEST);
    }

    @Test
    void theSameSubjectOfAnotherIssuerIsAnotherPerson() {
        Principal namesake = new Principal("https://other.example", AGENT.subject(), List.of("approvers"));

        given(requested())
                .when(new Approve(namesake, "", at(10)))
                .then(new ApprovalEvent.Granted(ID, new Decision(at(10), namesake, ""), BINDING));
    }

    @Test
    void someoneOutsideTheApproverGroupsIsRefused() {
        given(requested()).when(new Approve(STRANGER, "", at(10))).thenRefused(Refusal.NOT_AN_APPROVER);
        given(requested()).when(new Deny(STRANGER, "no", at(10))).thenRefused(Refusal.NOT_AN_APPROVER);
    }

    @Test
    void aVoteInTheLastMomentCountsAndAtTheDeadlineItIsTooLate() {
        Stamp lastMoment = new Stamp("e", EXPIRES_AT.minusNanos(1_000));
        Stamp deadline = new Stamp("e", EXPIRES_AT);

        given(requested())
                .when(new Approve(ANNA, "", lastMoment))
                .then(new ApprovalEvent.Granted(ID, new Decision(lastMoment, ANNA, ""), BINDING));
        given(requested()).when(new Approve(ANNA, "", deadline)).thenRefused(Refusal.TOO_LATE);
        given(requested()).when(new Deny(ANNA, "no", deadline)).thenRefused(Refusal.TOO_LATE);
    }

    @ParameterizedTest
    @MethodSource("decided")
    void whatIsNoLongerPendingCannotBeVotedOn(List<ApprovalEvent> events) {
        When decided = new When(fold(events));

        decided.when(new Approve(BORIS, "", at(20))).thenRefused(Refusal.ALREADY_DECIDED);
        decided.when(new Deny(BORIS, "no", at(20))).thenRefused(Refusal.ALREADY_DECIDED);
        decided.when(new Expire(at(400))).thenRefused(Refusal.ALREADY_DECIDED);
    }

    static Stream<List<ApprovalEvent>> decided() {
        return Stream.of(
                List.of(requested(), granted(ANNA, 5)),
                List.of(requested(), denied(ANNA, 5)),
                List.of(requested(), expired(301)),
                List.of(requested(), withdrawn(5)),
                List.of(requested(), granted(ANNA, 5), withdrawn(6)),
                List.of(requested(), granted(ANNA, 5), consumed(6)));
    }

    @Test
    void whatWasNeverRequestedCannotBeDecided() {
        given().when(new Approve(ANNA, "", at(10))).thenRefused(Refusal.UNKNOWN);
        given().when(new Deny(ANNA, "no", at(10))).thenRefused(Refusal.UNKNOWN);
        given().when(new Expire(at(400))).thenRefused(Refusal.UNKNOWN);
    }

    @Test
    void expiryComesAtTheDeadlineAndNotBefore() {
        given(requested()).when(new Expire(at(299))).thenRefused(Refusal.NOT_YET_OVER);
        given(requested()).when(new Expire(at(300))).then(expired(300));
    }

    @Test
    void onlyTheRequesterAndApproversSeeARequest() {
        Request request = ApprovalStories.request();

        assertThat(request.mayBeSeenBy(AGENT)).isTrue();
        assertThat(request.mayBeSeenBy(ANNA)).isTrue();
        assertThat(request.mayBeSeenBy(STRANGER)).isFalse();
        assertThat(request.mayBeSeenBy(new Principal("https://other.example", AGENT.subject(), List.of())))
                .isFalse();
    }

    @Test
    void theStatementIsInNoLogLine() {
        assertThat(requested().toString()).doesNotContain("UPDATE", "cancelled");
    }
}
