package io.postern.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;
import io.postern.identity.TokenVerifier.Reason;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.GSSENCRequest;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.SecretKey;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Sync;
import io.postern.proxy.statement.AdmissionOutcome;

class LoginTest {

    @Test
    void clientIsGreetedWhenTheLogHasItsSession() {
        // Given
        SessionScript session = SessionScript.onLoopback();

        // When
        session.startup("user", "ann", "database", "shop", "application_name", "psql");
        session.token().verified().admitted();
        session.connected(Map.of("server_version", "17.5", "session_authorization", "shop_agent"));
        session.appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                StartupMessage
                  reply AuthenticationCleartextPassword
                client PasswordMessage
                  check token
                token verified
                  admit ann to shop
                Admitted
                  connect as shop_agent {application_name=psql}
                upstream ready
                  append Opened ann as shop_agent
                appended
                  reply AuthenticationOk
                  reply ParameterStatus server_version=17.5
                  reply ParameterStatus session_authorization=ann
                  send cancel key
                  reply ReadyForQuery I
                  stop LOGIN
                  start TOKEN PT1H
                """);
        assertThat(session.state()).isEqualTo(new SessionState.Ready());
    }

    @Test
    void clientFromTheNetworkLogsInOverTls() {
        // Given
        SessionScript session = SessionScript.fromNetwork(true);

        // When
        session.packet(new GSSENCRequest()).packet(new SSLRequest()).tlsEstablished();
        session.startup("user", "ann", "database", "shop");

        // Then
        assertThat(session.transcript()).isEqualTo("""
                GSSENCRequest
                  answer encryption N
                SSLRequest
                  answer encryption S
                TLS established
                StartupMessage
                  reply AuthenticationCleartextPassword
                """);
    }

    @Test
    void tokenInClearIsNotTakenFromTheNetwork() {
        // Given
        SessionScript session = SessionScript.fromNetwork(false);

        // When
        session.packet(new SSLRequest()).startup("user", "ann", "database", "shop");

        // Then
        assertThat(session.transcript()).isEqualTo("""
                SSLRequest
                  answer encryption N
                StartupMessage
                  reply FATAL 28000 TLS is required: the token is a password (use sslmode=require or stronger)
                  close: TLS is required: the token is a password (use sslmode=require or stronger)
                """);
    }

    @Test
    void tlsIsAskedForOnce() {
        // Given
        SessionScript twice = SessionScript.onLoopback();
        SessionScript inside = SessionScript.fromNetwork(true);

        // When
        twice.packet(new SSLRequest()).quietly().packet(new SSLRequest());
        inside.packet(new SSLRequest()).tlsEstablished().quietly().packet(new SSLRequest());

        // Then
        assertThat(twice.transcript()).contains("reply FATAL 08P01 a second request for TLS");
        assertThat(inside.transcript()).contains("reply FATAL 08P01 a second request for TLS");
    }

    @Test
    void gssEncryptionIsAskedForOnce() {
        // Given
        SessionScript session = SessionScript.fromNetwork(true);

        // When
        session.packet(new GSSENCRequest()).quietly().packet(new GSSENCRequest());

        // Then
        assertThat(session.transcript()).contains("reply FATAL 08P01 a second request for GSSAPI encryption");
    }

    @Test
    void gssAndTlsRequestsAreRememberedOverEachOther() {
        // Given
        SessionScript session = SessionScript.fromNetwork(true);

        // When
        session.packet(new GSSENCRequest())
                .packet(new SSLRequest())
                .tlsEstablished()
                .quietly();
        session.packet(new GSSENCRequest());

        // Then
        assertThat(session.transcript()).contains("FATAL 08P01");
    }

    @Test
    void cancelRequestIsRoutedAndItsConnectionClosed() {
        // Given
        SessionScript session = SessionScript.fromNetwork(true);

        // When
        session.packet(new CancelRequest(7, SecretKey.of(new byte[4])));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                CancelRequest
                  route cancel
                  close: cancel request
                """);
    }

    @Test
    void newerMinorVersionAndProtocolOptionsAreNegotiatedDown() {
        // Given
        SessionScript session = SessionScript.onLoopback();

        // When
        session.packet(new StartupMessage(3, 9999, Map.of("user", "ann", "_pq_.novelty", "on")));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                StartupMessage
                  reply NegotiateProtocolVersion 3.2 [_pq_.novelty]
                  reply AuthenticationCleartextPassword
                """);
    }

    @Test
    void unknownProtocolOptionIsNamedUnderTheVersionAskedFor() {
        // Given
        SessionScript session = SessionScript.onLoopback();

        // When
        session.packet(new StartupMessage(3, 0, Map.of("user", "ann", "_pq_.novelty", "on")));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                StartupMessage
                  reply NegotiateProtocolVersion 3.0 [_pq_.novelty]
                  reply AuthenticationCleartextPassword
                """);
    }

    @Test
    void protocol32IsSpokenWithoutNegotiation() {
        // Given
        SessionScript session = SessionScript.onLoopback();

        // When
        session.packet(new StartupMessage(3, 2, Map.of("user", "ann", "database", "shop")));
        session.token().verified().admitted().connected(Map.of()).appended();

        // Then
        assertThat(session.transcript()).doesNotContain("Negotiate").contains("send long cancel key");
    }

    @Test
    void badTokenIsRefusedAndRecorded() {
        // Given
        SessionScript session = awaitingTokenCheck();

        // When
        session.rejected(Reason.EXPIRED);

        // Then
        assertThat(session.transcript()).isEqualTo("""
                token rejected EXPIRED
                  emit Rejected 28P01 nobody
                  reply FATAL 28P01 token authentication failed for user "ann": in plain words
                  close: token authentication failed for user "ann": in plain words
                """);
    }

    @Test
    void tokenThatCannotBeCheckedIsNoBadToken() {
        // Given
        SessionScript session = awaitingTokenCheck();

        // When
        session.rejected(Reason.KEYS_UNAVAILABLE);

        // Then
        assertThat(session.transcript())
                .contains("emit Rejected 58000 nobody")
                .contains("reply FATAL 58000 the token cannot be checked right now");
    }

    @Test
    void tokenOfAnotherSubjectIsRefused() {
        // Given
        SessionScript session = awaitingTokenCheck();

        // When
        session.verifiedAs(new Identity("https://issuer.test", "bob", Set.of()));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                token verified
                  emit Rejected 28000 bob
                  reply FATAL 28000 the token was issued to another subject than user "ann"
                  close: the token was issued to another subject than user "ann"
                """);
    }

    @Test
    void unknownDatabaseLooksLikeOneThatIsNotAdmittedTo() {
        // Given
        SessionScript unknown = SessionScript.onLoopback().startup("user", "ann", "database", "vault");
        SessionScript notAdmitted = awaitingTokenCheck().verified();

        // When
        unknown.token().quietly().verified();
        notAdmitted.quietly().admission(new AdmissionOutcome.Rejected("no rule"));

        // Then
        assertThat(unknown.transcript())
                .contains("reply FATAL 28000 user \"ann\" is not admitted to database \"vault\"");
        assertThat(notAdmitted.transcript())
                .contains("reply FATAL 28000 user \"ann\" is not admitted to database \"shop\"")
                .contains("emit Rejected 28000 ann");
    }

    @Test
    void admissionThatCannotBeDecidedIsRefused() {
        // Given
        SessionScript session = awaitingTokenCheck().verified().quietly();

        // When
        session.admission(new AdmissionOutcome.Unavailable("slow"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                Unavailable
                  emit Rejected 58000 ann
                  reply FATAL 58000 no admission decision can be had right now; try again
                  close: no admission decision can be had right now; try again
                """);
    }

    @Test
    void databaseThatCannotBeReachedIsSaidSo() {
        // Given
        SessionScript session = awaitingTokenCheck().verified().admitted().quietly();

        // When
        session.connectFailed("the database cannot be reached");

        // Then
        assertThat(session.transcript()).isEqualTo("""
                upstream failed
                  emit Rejected 08006 ann
                  reply FATAL 08006 the database cannot be reached
                  close: the database cannot be reached
                """);
    }

    @Test
    void nobodyIsGreetedWithoutTheLog() {
        // Given
        SessionScript session = awaitingTokenCheck().verified().admitted().connected(Map.of());

        // When
        session.quietly().appendFailed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                append failed
                  emit Closed after 0: the audit log cannot be written right now; nothing can run
                  reply FATAL 58000 the audit log cannot be written right now; nothing can run
                  close: the audit log cannot be written right now; nothing can run
                """);
    }

    @Test
    void answersThatAreNotAwaitedAreVoid() {
        // Given
        SessionScript session = awaitingTokenCheck().verified();

        // When
        session.play(new SessionEvent.Admitted(999, new AdmissionOutcome.Admitted("superuser", "r", "p")));

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Admitting.class);
    }

    @Test
    void statementBeforeTheLoginEndsIt() {
        // Given
        SessionScript session =
                SessionScript.onLoopback().startup("user", "ann").quietly();

        // When
        session.client(new Sync());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Sync
                  reply FATAL 08P01 message SYNC out of place
                  close: message SYNC out of place
                """);
    }

    @Test
    void slowLoginEnds() {
        // Given
        SessionScript session = SessionScript.onLoopback();

        // When
        session.fires(Timer.LOGIN);

        // Then
        assertThat(session.transcript()).isEqualTo("""
                timer LOGIN
                  reply FATAL 57014 canceling authentication due to timeout
                  close: canceling authentication due to timeout
                """);
    }

    @Test
    void loginTimerThatFiresLateIsVoid() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.fires(Timer.LOGIN);

        // Then
        assertThat(session.transcript()).isEqualTo("timer LOGIN\n");
    }

    @Test
    void serverThatSpeaksBeforeTheGreetingEndsTheLogin() {
        // Given
        SessionScript session = awaitingTokenCheck().verified().admitted().connected(Map.of());

        // When
        session.quietly().server(NoticeResponse.of("NOTICE", "00000", "hello", null, null));

        // Then
        assertThat(session.transcript())
                .contains("FATAL 08006 the server spoke out of turn")
                .contains("(withheld)");
    }

    @Test
    void sessionThatNeverOpenedIsClosedOnTheLogIfItWasToBeOpened() {
        // Given
        SessionScript session = awaitingTokenCheck().verified().admitted().connected(Map.of());

        // When
        session.quietly().clientGone();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client gone
                  emit Closed after 0: the client went away
                  close: the client went away
                """);
    }

    private static SessionScript awaitingTokenCheck() {
        return SessionScript.onLoopback()
                .startup("user", "ann", "database", "shop")
                .token()
                .quietly();
    }

    @Test
    void sessionTooManyIsTurnedAwayAndRecorded() {
        // Given
        SessionScript session = SessionScript.onLoopback().startup("user", "ann", "database", "shop");
        session.token().verified().admitted().quietly();

        // When
        session.tooManySessions("too many sessions of this identity");

        // Then
        assertThat(session.transcript()).isEqualTo("""
                too many sessions
                  emit Rejected 53300 ann
                  reply FATAL 53300 too many sessions of this identity
                  close: too many sessions of this identity
                """);
    }
}
