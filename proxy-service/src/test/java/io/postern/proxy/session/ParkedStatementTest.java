package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.Bind;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.Sync;
import io.postern.proxy.statement.ApprovalResolution;

class ParkedStatementTest {

    private static final String DELETE = "DELETE FROM orders";

    @Test
    void parkedStatementRunsWhenAPersonGrantsIt() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query(DELETE))
                .park()
                .appended()
                .appended()
                .granted()
                .park()
                .appended();
        session.server(new CommandComplete("DELETE 3"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query DELETE FROM orders
                  decide DELETE FROM orders
                decided PARK
                  append Submitted s-1 PARK + Parked s-1 a1
                appended
                  request approval a1
                appended
                  reply NOTICE parked, approval a1 needed from approvers
                  start PARKED PT5M3S
                approval granted
                  stop PARKED
                  decide DELETE FROM orders
                decided PARK
                  append Resumed s-1 a1 by lee
                appended
                  consume a1 for s-1
                  forward Query DELETE FROM orders
                server CommandComplete DELETE 3
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [DELETE 3]
                """);
    }

    @Test
    void timeThatTheRequestTookCountsAgainstTheWait() {
        // Given
        SessionScript session =
                SessionScript.open().client(query(DELETE)).park().appended();

        // When
        session.quietly().later(Duration.ofSeconds(2)).appended();

        // Then
        assertThat(session.transcript()).contains("start PARKED PT5M1S");
    }

    @Test
    void grantForSomethingElseRunsNothing() {
        // Given
        SessionScript session = parked();

        // When
        session.resolved(new ApprovalResolution.Granted(Samples.LEE, "", Samples.noBinding()));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                approval granted
                  stop PARKED
                  stop PARKED
                  withdraw a1: the grant is for something else
                  emit Refused s-1 42501 a1
                  reply ERROR 42501 the approval was given for another statement
                  reply ReadyForQuery I
                """);
    }

    @Test
    void denialIsToldWithItsReason() {
        // Given
        SessionScript session = parked();

        // When
        session.resolved(new ApprovalResolution.Denied(Samples.LEE, "not on a Friday"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                approval denied
                  stop PARKED
                  emit Refused s-1 42501 a1 by lee
                  reply ERROR 42501 approval a1 was denied by lee: not on a Friday
                  reply ReadyForQuery I
                """);
    }

    @Test
    void expiryEndsTheWait() {
        // Given
        SessionScript session = parked();

        // When
        session.resolved(new ApprovalResolution.Expired());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                approval expired
                  stop PARKED
                  emit Refused s-1 57014 a1
                  reply ERROR 57014 approval a1 expired
                  reply ReadyForQuery I
                """);
    }

    @Test
    void withdrawalByAnotherEndsTheWait() {
        // Given
        SessionScript session = parked();

        // When
        session.resolved(new ApprovalResolution.Withdrawn());

        // Then
        assertThat(session.transcript()).contains("reply ERROR 57014 approval a1 was withdrawn");
    }

    @Test
    void silenceEndsTheWaitAndWithdraws() {
        // Given
        SessionScript session = parked();

        // When
        session.fires(Timer.PARKED).granted();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                timer PARKED
                  stop PARKED
                  withdraw a1: nobody decided in time
                  emit Refused s-1 57014 a1
                  reply ERROR 57014 approval a1 expired
                  reply ReadyForQuery I
                approval granted
                """);
    }

    @Test
    void cancelWithdrawsTheRequest() {
        // Given
        SessionScript session = parked();

        // When
        session.cancel();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                cancel
                  stop PARKED
                  withdraw a1: cancelled by the requester
                  emit Refused s-1 57014 a1
                  reply ERROR 57014 canceling statement due to user request
                  reply ReadyForQuery I
                """);
    }

    @Test
    void cancelBetweenGrantAndRunRunsNothing() {
        // Given
        SessionScript session = parked().granted();

        // When
        session.quietly().cancel().park();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                cancel
                  stop PARKED
                  withdraw a1: cancelled by the requester
                  emit Refused s-1 57014 a1
                  reply ERROR 57014 canceling statement due to user request
                  reply ReadyForQuery I
                decided PARK
                """);
    }

    @Test
    void clientThatLeavesWithdrawsTheRequest() {
        // Given
        SessionScript session = parked();

        // When
        session.clientGone();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client gone
                  stop PARKED
                  withdraw a1: the client went away
                  emit Refused s-1 57014 a1
                  emit Closed after 1: the client went away
                  close: the client went away
                """);
    }

    @Test
    void shutdownWithdrawsTheRequest() {
        // Given
        SessionScript session = parked();

        // When
        session.shutdown();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                shutdown
                  reply FATAL 57P01 terminating connection: this proxy is shutting down
                  stop PARKED
                  withdraw a1: terminating connection: this proxy is shutting down
                  emit Refused s-1 57014 a1
                  emit Closed after 1: terminating connection: this proxy is shutting down
                  close: terminating connection: this proxy is shutting down
                """);
    }

    @Test
    void grantDoesNotOutliveAChangeOfTheCatalog() {
        // Given
        SessionScript session = parked().granted();

        // When
        session.quietly().decided(Samples.park("c2"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                decided PARK
                  stop PARKED
                  withdraw a1: policy or catalog changed after the request
                  emit Refused s-1 57014 a1
                  reply ERROR 57014 policy or catalog changed while the statement was parked / Send the statement again.
                  reply ReadyForQuery I
                """);
    }

    @Test
    void grantDoesNotLiftADenial() {
        // Given
        SessionScript session = parked().granted();

        // When
        session.quietly().deny();

        // Then
        assertThat(session.transcript()).contains("reply ERROR 57014").doesNotContain("append");
    }

    @Test
    void grantWithoutADecisionRunsNothing() {
        // Given
        SessionScript session = parked().granted();

        // When
        session.quietly().unavailable();

        // Then
        assertThat(session.transcript()).contains("withdraw a1").contains("reply ERROR 57014");
    }

    @Test
    void grantedStatementThatCannotBeRecordedDoesNotRun() {
        // Given
        SessionScript session = parked().granted().park();

        // When
        session.quietly().appendFailed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                append failed
                  stop PARKED
                  withdraw a1: the audit log could not be written
                  emit Refused s-1 58000
                  reply ERROR 58000 the audit log cannot be written right now; the statement did not run
                  reply ReadyForQuery I
                """);
    }

    @Test
    void clientThatLeavesJustBeforeTheRunWithdrawsTheGrant() {
        // Given
        SessionScript session = parked().granted().park();

        // When
        session.quietly().clientGone();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client gone
                  stop PARKED
                  withdraw a1: the client went away
                  emit Refused s-1 57014 a1
                  emit Closed after 1: the client went away
                  close: the client went away
                """);
    }

    @Test
    void requestThatCannotBeRecordedRefusesTheStatement() {
        // Given
        SessionScript session =
                SessionScript.open().client(query(DELETE)).park().appended();

        // When
        session.quietly().appendFailed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                append failed
                  stop PARKED
                  withdraw a1: the request could not be recorded
                  emit Refused s-1 58000
                  reply ERROR 58000 the audit log cannot be written right now; the statement did not run
                  reply ReadyForQuery I
                """);
    }

    @Test
    void resolutionMayOvertakeTheAcknowledgementOfTheRequest() {
        // Given
        SessionScript session =
                SessionScript.open().client(query(DELETE)).park().appended();

        // When
        session.quietly().granted().park().appended();

        // Then
        assertThat(session.transcript()).endsWith("""
                appended
                  consume a1 for s-1
                  forward Query DELETE FROM orders
                """);
    }

    @Test
    void resolutionOfAnotherApprovalIsVoid() {
        // Given
        SessionScript session = parked();

        // When
        session.play(new SessionEvent.ApprovalResolved("other", new ApprovalResolution.Expired()));

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Parked.class);
    }

    @Test
    void parkedQueryInATransactionResumesInIt() {
        // Given
        SessionScript session = SessionScript.inTransaction()
                .client(query(DELETE))
                .park()
                .appended()
                .appended();

        // When
        session.quietly().resolved(new ApprovalResolution.Expired());

        // Then
        assertThat(session.transcript()).endsWith("forward Query postern refused this statement\n");
    }

    @Test
    void preparedStatementIsParkedWhereItIsExecuted() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(parse("", DELETE)).park();
        session.client(bind("", ""), execute("")).park().appended().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "" DELETE FROM orders
                  decide DELETE FROM orders
                decided PARK
                  forward Parse "" DELETE FROM orders
                client Bind "" to ""
                  forward Bind "" to ""
                client Execute ""
                  decide DELETE FROM orders
                decided PARK
                  append Submitted s-1 PARK + Parked s-1 a1
                appended
                  request approval a1
                appended
                  reply NOTICE parked, approval a1 needed from approvers
                  start PARKED PT5M3S
                """);
    }

    @Test
    void statementThatNobodyCanLookAtIsRefused() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", DELETE)).park();
        BindValue large = BindValue.of(new byte[1024 * 1024]);
        session.client(new Bind("", "", List.of(), List.of(large), List.of()), execute(""));

        // When
        session.quietly().park();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                decided PARK
                  append Submitted s-1 PARK 1 parameters + Refused s-1 54000
                """);
    }

    @Test
    void parkedStatementIsWithdrawnWhenItsPipelineFails() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(parse("", DELETE)).park();
        session.client(bind("", ""), execute("")).park().appended().appended().quietly();

        // When
        session.server(new ParseComplete(), error("22P02"));
        session.client(new Sync()).server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ParseComplete
                server ERROR 22P02 server says no
                  stop PARKED
                  withdraw a1: an earlier statement of the pipeline failed
                  emit Completed s-1 SKIPPED
                client Sync
                  forward Sync
                server ReadyForQuery I
                """);
    }

    @Test
    void grantedStatementIsWithdrawnWhenItsPipelineFailsWhileItIsRecorded() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(parse("", DELETE)).park();
        session.client(bind("", ""), execute(""))
                .park()
                .appended()
                .appended()
                .granted()
                .park();

        // When
        session.quietly().server(new ParseComplete(), error("22P02")).appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ParseComplete
                server ERROR 22P02 server says no
                appended
                  stop PARKED
                  withdraw a1: an earlier statement of the pipeline failed
                  emit Completed s-1 SKIPPED
                """);
    }

    @Test
    void answersOfEarlierMessagesPassWhileAStatementIsParked() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(parse("", DELETE)).park();
        session.client(bind("", ""), execute("")).park().appended().appended();

        // When
        session.quietly().server(new ParseComplete(), new BindComplete());

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Parked.class);
        assertThat(session.transcript()).doesNotContain("withheld");
    }

    private static SessionScript parked() {
        return SessionScript.open()
                .client(query(DELETE))
                .park()
                .appended()
                .appended()
                .quietly();
    }

    @Test
    void timeoutOfTheServerOvertakesAStatementThatWaitsInAPipeline() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "DELETE FROM orders")).park();
        session.client(bind("", ""), execute("")).park().appended().appended();
        session.server(new ParseComplete(), new BindComplete()).quietly();

        // When
        session.server(error("57014")).client(new Sync()).server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 57014 server says no
                  stop PARKED
                  withdraw a1: an earlier statement of the pipeline failed
                  emit Completed s-1 SKIPPED
                client Sync
                  forward Sync
                server ReadyForQuery I
                """);
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
    }
}
