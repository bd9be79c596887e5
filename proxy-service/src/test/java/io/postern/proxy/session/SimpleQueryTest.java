package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.column;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.Format;
import io.postern.pgwire.FunctionCall;
import io.postern.pgwire.sql.TokenEdit;

class SimpleQueryTest {

    @Test
    void allowedQueryIsForwardedWhenTheLogHasIt() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 1")).allow().appended();
        session.server(column("c", 0, 0), new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT 1
                  decide SELECT 1
                decided ALLOW
                  append Submitted s-1 ALLOW
                appended
                  forward Query SELECT 1
                server RowDescription
                server CommandComplete SELECT 1
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                """);
    }

    @Test
    void editsAreMadeInWhatIsForwarded() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT email FROM customers -- all"))
                .decided(Samples.allowEdited(new TokenEdit(1, 2, "'***' AS email")))
                .quietly()
                .appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                appended
                  forward Query SELECT '***' AS email FROM customers -- all
                """);
    }

    @Test
    void editsThatDoNotFitRefuseTheStatement() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1"));

        // When
        session.quietly().decided(Samples.allowEdited(new TokenEdit(7, 8, "x")));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                decided ALLOW
                  emit Submitted s-1 undecided + Refused s-1 58000
                  reply ERROR 58000 no policy decision can be had right now; the statement did not run / \
                the policy service's edits do not fit the statement
                  reply ReadyForQuery I
                """);
    }

    @Test
    void deniedQueryIsAnsweredHereWhenTheLogHasIt() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT salary FROM employees")).deny().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT salary FROM employees
                  decide SELECT salary FROM employees
                decided DENY
                  append Submitted s-1 DENY + Refused s-1 42501
                appended
                  reply ERROR 42501 Not this. / Policy rule: rule-DENY
                  reply ReadyForQuery I
                """);
        assertThat(session.state()).isEqualTo(new SessionState.Ready());
    }

    @Test
    void deniedQueryFailsTheOpenTransactionOnTheServer() {
        // Given
        SessionScript session = SessionScript.inTransaction();

        // When
        session.client(query("DROP TABLE orders")).deny().quietly().appended();
        session.server(error("42601"), ready('E'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                appended
                  forward Query postern refused this statement
                server ERROR 42601 server says no
                  reply ERROR 42501 Not this. / Policy rule: rule-DENY
                  (withheld)
                server ReadyForQuery E
                """);
    }

    @Test
    void deniedQueryInAFailedTransactionIsAnsweredHereWithItsStatus() {
        // Given
        SessionScript session = SessionScript.inTransaction().runs("SELECT 1", 'E');

        // When
        session.client(query("SELECT 2")).deny().quietly().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                appended
                  reply ERROR 42501 Not this. / Policy rule: rule-DENY
                  reply ReadyForQuery E
                """);
    }

    @Test
    void refusalKeepsItsPlaceBehindAnswersThatAreStillDue() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();

        // When
        session.quietly().client(query("SELECT 'open"));
        session.server(new CommandComplete("SELECT 1"), ready('I'), error("42601"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT 'open
                  emit Unreadable s-2 + Refused s-2 42601
                  forward Query postern refused this statement
                server CommandComplete SELECT 1
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                server ERROR 42601 server says no
                  reply ERROR 42601 unterminated quoted string
                  (withheld)
                server ReadyForQuery I
                """);
    }

    @Test
    void queryWithoutADecisionIsRefusedAndRecorded() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 1")).quietly().unavailable();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                no decision
                  emit Submitted s-1 undecided + Refused s-1 58000
                  reply ERROR 58000 no policy decision can be had right now; the statement did not run / too slow
                  reply ReadyForQuery I
                """);
    }

    @Test
    void queryThatCannotBeRecordedIsNotForwarded() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 1")).allow().quietly().appendFailed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                append failed
                  emit Refused s-1 58000
                  reply ERROR 58000 the audit log cannot be written right now; the statement did not run
                  reply ReadyForQuery I
                """);
    }

    @Test
    void acknowledgementThatComesAfterTheFailureForwardsNothing() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appendFailed();

        // When
        session.quietly().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("appended\n");
    }

    @Test
    void unreadableQueryIsRefusedWithTheServersOwnState() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 'open"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT 'open
                  emit Unreadable s-1 + Refused s-1 42601
                  reply ERROR 42601 unterminated quoted string
                  reply ReadyForQuery I
                """);
    }

    @Test
    void queryOfCommentsOnlyGoesToTheServerAsAnEmptyOne() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("-- nothing\n"));
        session.server(new EmptyQueryResponse(), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query -- nothing

                  forward Query\s
                server EmptyQueryResponse
                server ReadyForQuery I
                """);
    }

    @Test
    void failedQueryIsRecordedWithTheServersState() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1/0")).allow().appended();

        // When
        session.quietly().server(error("22012"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22012 server says no
                server ReadyForQuery I
                  emit Completed s-1 FAILED 22012
                """);
    }

    @Test
    void fastPathCallIsRefused() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new FunctionCall(1, List.of(), List.of(), Format.TEXT));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client FunctionCall
                  reply ERROR 0A000 fast-path function calls do not pass this gate
                  reply ReadyForQuery I
                """);
    }

    @Test
    void cancelWhileTheDecisionIsDueRefusesTheStatement() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1"));

        // When
        session.quietly().cancel().allow();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                cancel
                  emit Submitted s-1 undecided + Refused s-1 57014
                  reply ERROR 57014 canceling statement due to user request
                  reply ReadyForQuery I
                decided ALLOW
                """);
    }

    @Test
    void cancelWhileTheServerRunsTheStatementIsPassedOn() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();

        // When
        session.quietly().cancel();

        // Then
        assertThat(session.transcript()).isEqualTo("cancel\n  cancel upstream\n");
    }

    @Test
    void cancelWhileNothingRunsIsVoid() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.cancel();

        // Then
        assertThat(session.transcript()).isEqualTo("cancel\n");
    }
}
