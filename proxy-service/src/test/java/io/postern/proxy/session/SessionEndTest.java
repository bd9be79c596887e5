package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Terminate;

class SessionEndTest {

    @Test
    void terminateIsPassedOn() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new Terminate());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Terminate
                  forward Terminate
                  emit Closed after 0: terminated by the client
                  close: terminated by the client
                """);
    }

    @Test
    void expiredTokenEndsTheSession() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();

        // When
        session.quietly().fires(Timer.TOKEN);

        // Then
        assertThat(session.transcript()).isEqualTo("""
                timer TOKEN
                  reply FATAL 57P01 the token has expired; connect again with a new one
                  cancel upstream
                  emit Completed s-1 UNKNOWN
                  emit Closed after 1: the token has expired; connect again with a new one
                  close: the token has expired; connect again with a new one
                """);
    }

    @Test
    void idleSessionEnds() {
        // Given
        SessionScript session = SessionScript.open().runs("SELECT 1", 'I');

        // When
        session.fires(Timer.IDLE);

        // Then
        assertThat(session.transcript()).contains("FATAL 57P05 terminating connection due to idle-session timeout");
    }

    @Test
    void sessionIsIdleAgainAfterAQueryBehindAnOpenPipeline() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", "")).server(new ParseComplete());

        // When
        session.runs("SELECT 1", 'I').fires(Timer.IDLE);

        // Then
        assertThat(session.transcript()).contains("FATAL 57P05");
    }

    @Test
    void sessionThatWaitsForAnswersOrPeopleIsNotIdle() {
        // Given
        SessionScript running =
                SessionScript.open().client(query("SELECT 1")).allow().appended();
        SessionScript parked =
                SessionScript.open().client(query("SELECT 1")).park().appended().appended();
        SessionScript openPipeline = SessionScript.open().client(parse("", "")).server(new ParseComplete());

        // When
        running.quietly().fires(Timer.IDLE);
        parked.quietly().fires(Timer.IDLE);
        openPipeline.quietly().fires(Timer.IDLE);

        // Then
        assertThat(running.transcript()).isEqualTo("timer IDLE\n");
        assertThat(parked.transcript()).isEqualTo("timer IDLE\n");
        assertThat(openPipeline.transcript()).isEqualTo("timer IDLE\n");
    }

    @Test
    void lostDatabaseIsToldAndWhatItRanIsUnknown() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("s", "SELECT 1")).allow();
        session.client(bind("p", "s"), new Execute("p", 1)).allow().appended();
        session.server(new ParseComplete(), new BindComplete(), new PortalSuspended());
        session.client(bind("q", "s"), execute("q")).allow().appended();

        // When
        session.quietly().serverGone();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server gone
                  reply FATAL 08006 the database connection was lost
                  emit Completed s-1 UNKNOWN
                  emit Completed s-2 UNKNOWN
                  emit Closed after 2: the database connection was lost
                  close: the database connection was lost
                """);
    }

    @Test
    void statementWhoseFactsAreStillOnTheirWayDidNotRun() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).allow();

        // When
        session.quietly().clientGone().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client gone
                  emit Refused s-1 57014
                  emit Closed after 1: the client went away
                  close: the client went away
                appended
                """);
    }

    @Test
    void refusedStatementIsRefusedOnceOnTheLog() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).deny();

        // When
        session.quietly().clientGone();

        // Then
        assertThat(session.transcript()).doesNotContain("Refused");
    }

    @Test
    void brokenProtocolEndsTheSession() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.broken("nonsense");

        // Then
        assertThat(session.transcript()).isEqualTo("""
                protocol broken
                  reply FATAL 08P01 nonsense
                  emit Closed after 0: nonsense
                  close: nonsense
                """);
    }

    @Test
    void tokenAfterTheLoginEndsTheSession() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new PasswordMessage("secret"));

        // Then
        assertThat(session.transcript()).contains("reply FATAL 08P01").doesNotContain("secret");
    }

    @Test
    void messageThatWasNotWaitedForEndsTheSession() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1"));

        // When
        session.quietly().client(new Sync());

        // Then
        assertThat(session.transcript()).contains("reply FATAL 08P01 message SYNC out of turn");
    }

    @Test
    void faultEndsTheSessionWithoutSayingWhatItWas() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).park().appended().appended();

        // When
        Moment now = new Moment(Samples.START, 0);
        List<String> effects =
                session.machine().onFault(now).stream().map(Transcript::line).toList();

        // Then
        assertThat(effects)
                .containsExactly(
                        "reply FATAL XX000 internal error of the gate; the connection is closed",
                        "stop PARKED",
                        "withdraw a1: internal error of the gate; the connection is closed",
                        "emit Refused s-1 57014 a1",
                        "emit Closed after 1: internal error of the gate; the connection is closed",
                        "close: internal error of the gate; the connection is closed");
        assertThat(session.machine().onFault(now)).isEmpty();
    }

    @Test
    void closedSessionDoesNothingMore() {
        // Given
        SessionScript session = SessionScript.open().clientGone().quietly();

        // When
        session.client(query("SELECT 1"))
                .clientGone()
                .serverGone()
                .shutdown()
                .fires(Timer.TOKEN)
                .cancel();

        // Then
        assertThat(session.transcript()).doesNotContain("  ");
        assertThat(session.machine().readsClient()).isFalse();
    }

    @Test
    void completedStatementIsNotUnknownWhenTheSessionEnds() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();
        session.server(new CommandComplete("SELECT 1"), ready('I')).quietly();

        // When
        session.clientGone();

        // Then
        assertThat(session.transcript()).doesNotContain("Completed");
    }

    @Test
    void drainingEndsAnIdleSession() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.drain().fires(Timer.DRAINED);

        // Then
        assertThat(session.transcript()).isEqualTo("""
                drain
                  start DRAINED PT0S
                timer DRAINED
                  reply FATAL 57P01 terminating connection: this proxy is shutting down
                  emit Closed after 0: terminating connection: this proxy is shutting down
                  close: terminating connection: this proxy is shutting down
                """);
    }

    @Test
    void drainingLetsTheTransactionFinish() {
        // Given
        SessionScript session = SessionScript.inTransaction().drain().fires(Timer.DRAINED);

        // When
        session.client(query("COMMIT")).allow().appended().quietly();
        session.server(new CommandComplete("COMMIT"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server CommandComplete COMMIT
                server ReadyForQuery I
                  emit Completed s-2 SUCCEEDED [COMMIT]
                  start DRAINED PT0S
                """);
    }

    @Test
    void drainingTurnsAwayWhoIsNotInYet() {
        // Given
        SessionScript session = SessionScript.onLoopback().startup("user", "ann", "database", "shop");

        // When
        session.drain().fires(Timer.DRAINED);

        // Then
        assertThat(session.transcript()).contains("FATAL 57P01");
    }

    @Test
    void lastWordOfTheServerIsTheLastTheClientHears() {
        // Given
        SessionScript session = SessionScript.open().quietly();

        // When
        session.server(ErrorResponse.of("FATAL", "57P01", "terminating connection", null, null))
                .serverGone();

        // Then
        assertThat(session.transcript()).doesNotContain("reply");
    }

    @Test
    void whoLeavesWithAnswersDueGetsThem() {
        // Given
        SessionScript session = SessionScript.open()
                .client(query("SELECT 1"))
                .allow()
                .appended()
                .quietly();

        // When
        session.client(new Terminate())
                .server(new CommandComplete("SELECT 1"), ready('I'))
                .serverGone();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Terminate
                  forward Terminate
                server CommandComplete SELECT 1
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                server gone
                  emit Closed after 1: terminated by the client
                  close: terminated by the client
                """);
    }
}
