package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.describePortal;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.CloseComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.Sync;

/** After a statement that nothing restricted, nothing is known of the session, so nothing narrower may be decided in it. */
class UnrestrictedTest {

    @Test
    void sessionEndsWhereItsAccessIsNarrowed() {
        // Given
        SessionScript session = wide();

        // When
        session.client(query("SELECT 1")).allow();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT 1
                  decide SELECT 1
                decided ALLOW
                  emit Submitted s-2 undecided + Refused s-2 57P01
                  reply FATAL 57P01 the access of this session was narrowed; connect again
                  emit Closed after 2: the access of this session was narrowed; connect again
                  close: the access of this session was narrowed; connect again
                """);
    }

    @Test
    void preparingUnrestrictedIsEnoughForThat() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", "SET search_path = evil"));
        session.allowUnrestricted().client(bind("", ""));

        // When
        session.client(parse("", "SELECT 1")).deny();

        // Then
        assertThat(session.transcript()).contains("FATAL 57P01 the access of this session was narrowed");
    }

    @Test
    void accessMayBeWidened() {
        // Given
        SessionScript session = SessionScript.open().runs("SELECT 1", 'I');

        // When
        session.client(query("DROP TABLE t")).allowUnrestricted().appended();

        // Then
        assertThat(session.transcript()).endsWith("forward Query DROP TABLE t\n");
    }

    @Test
    void searchPathMayChangeAndTheRoleIsShown() {
        // Given
        SessionScript session = wide();

        // When
        session.server(new ParameterStatus("search_path", "other"), new ParameterStatus("session_authorization", "x"));

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
        assertThat(session.transcript()).doesNotContain("withheld");
    }

    @Test
    void whatTheLexerReliesOnMayNotChange() {
        // Given
        SessionScript session = wide();

        // When
        session.server(new ParameterStatus("standard_conforming_strings", "off"));

        // Then
        assertThat(session.transcript()).contains("FATAL 57P01");
    }

    @Test
    void unknownNamesAreLeftToTheServer() {
        // Given
        SessionScript session = wide();

        // When
        session.client(bind("", "unknown"), describePortal("unknown"));

        // Then
        assertThat(session.transcript()).contains("forward Bind", "forward Describe");
    }

    @Test
    void missingPortalIsReportedByTheServerAndCannotRun() {
        // Given
        SessionScript session = wide();

        // When
        session.client(execute("gone"), new Sync());
        session.server(new CloseComplete(), error("34000"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute "gone"
                  forward Close P "gone"
                  forward Execute "gone"
                client Sync
                  forward Sync
                server CloseComplete
                  (withheld)
                server ERROR 34000 server says no
                server ReadyForQuery I
                """);
    }

    @Test
    void missingPortalThatRunsEndsTheSession() {
        // Given
        SessionScript session = wide().client(execute("gone")).server(new CloseComplete());

        // When
        session.server(new CommandComplete("SELECT 1"));

        // Then
        assertThat(session.transcript()).contains("FATAL 08006");
    }

    private static SessionScript wide() {
        SessionScript session = SessionScript.open().client(query("SET search_path = x"));
        return session.allowUnrestricted()
                .appended()
                .server(new CommandComplete("SET"), ready('I'))
                .quietly();
    }
}
