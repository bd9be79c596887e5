package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.Parse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.Sync;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.ProofTerms.Need;

class ProofTest {

    @Test
    void queryIsProvenBeforeAnythingIsRecorded() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT email FROM customers"));

        // When
        session.quietly()
                .decided(Samples.proven(Samples.allowEdited(new TokenEdit(1, 2, "masked")), Need.REQUIRED))
                .agreed()
                .appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                decided ALLOW
                  prove SELECT email FROM customers
                proof agreed
                  append Submitted s-1 ALLOW runs SELECT masked FROM customers
                appended
                  forward Query SELECT masked FROM customers
                """);
    }

    @Test
    void parseIsProvenBeforeTheServerSeesIt() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new Parse("s", SqlText.of("SELECT $1"), List.of(25L)))
                .decided(Samples.allowProven())
                .agreed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "s" SELECT $1
                  decide SELECT $1
                decided ALLOW
                  prove SELECT $1 with [25]
                proof agreed
                  forward Parse "s" SELECT $1
                """);
    }

    @Test
    void executeUnderTheDecisionOfItsParseIsNotProvenAgain() {
        // Given
        SessionScript session = prepared().client(bind("", "s")).quietly();

        // When
        session.client(execute("")).decided(Samples.allowProven()).appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute ""
                  decide SELECT $1
                decided ALLOW
                  append Submitted s-1 ALLOW
                appended
                  forward Execute ""
                """);
    }

    @Test
    void executeUnderALaterDecisionIsProvenAgain() {
        // Given
        SessionScript session = prepared().client(bind("", "s")).quietly();

        // When
        session.client(execute("")).decided(Samples.allowProvenLater()).agreed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute ""
                  decide SELECT $1
                decided ALLOW
                  prove SELECT $1 with [25]
                proof agreed
                  append Submitted s-1 ALLOW
                """);
    }

    @Test
    void disagreementIsRecordedAndRefused() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).decided(Samples.allowProven());

        // When
        session.quietly().proven(Samples.disagreed()).appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                proof disagreed
                  append Submitted s-1 ALLOW + Disagreed s-1 [RELATION 16400] + Refused s-1 58000
                appended
                  reply ERROR 58000 PostgreSQL reads this statement otherwise than the policy service did; it did not run
                  reply ReadyForQuery I
                """);
        assertThat(session.state()).isEqualTo(new SessionState.Ready());
    }

    @Test
    void disagreementInAPipelineDiscardsUpToSync() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).decided(Samples.allowProven());

        // When
        session.quietly().proven(Samples.disagreed()).appended().client(bind("", ""), execute(""), new Sync());

        // Then
        assertThat(session.transcript())
                .contains("reply ERROR 58000")
                .doesNotContain("forward")
                .endsWith("client Sync\n  reply ReadyForQuery I\n");
    }

    @Test
    void statementWithoutTheProofItNeedsIsRefused() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).decided(Samples.allowProven());

        // When
        session.quietly()
                .proven(new ProofOutcome.Impossible("no analysis role"))
                .appended();

        // Then
        assertThat(session.transcript())
                .contains("append Submitted s-1 ALLOW + Refused s-1 58000")
                .contains("reply ERROR 58000 PostgreSQL cannot be asked how it reads this statement; it did not run"
                        + " / no analysis role / The administrator");
    }

    @Test
    void whereProofsAreWelcomeOnlyTheStatementRunsWithoutOne() {
        // Given
        SessionScript session = SessionScript.open()
                .client(query("SELECT 1"))
                .decided(Samples.proven(Samples.allow(), Need.WHERE_POSSIBLE));

        // When
        session.quietly()
                .proven(new ProofOutcome.Impossible("no analysis role"))
                .appended();

        // Then
        assertThat(session.transcript()).endsWith("forward Query SELECT 1\n");
    }

    @Test
    void whatTheServerRejectsIsRefusedInItsWords() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT nope")).decided(Samples.allowProven());

        // When
        session.quietly()
                .proven(new ProofOutcome.Rejected("42703", "column \"nope\" does not exist"))
                .appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                proof rejected
                  append Submitted s-1 ALLOW + Refused s-1 42703
                appended
                  reply ERROR 42703 column "nope" does not exist
                  reply ReadyForQuery I
                """);
    }

    @Test
    void parkedStatementIsProvenBeforeAnybodyIsAsked() {
        // Given
        SessionScript session = SessionScript.open().client(query("DELETE FROM orders"));

        // When
        session.quietly().decided(Samples.proven(Samples.park(), Need.REQUIRED)).proven(Samples.disagreed());

        // Then
        assertThat(session.transcript())
                .contains("Disagreed")
                .doesNotContain("Parked")
                .doesNotContain("approval");
    }

    @Test
    void cancelWhileProvingRefusesTheStatement() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).decided(Samples.allowProven());

        // When
        session.quietly().cancel().agreed();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                cancel
                  emit Submitted s-1 ALLOW + Refused s-1 57014
                  reply ERROR 57014 canceling statement due to user request
                  reply ReadyForQuery I
                proof agreed
                """);
    }

    @Test
    void clientThatLeavesWhileProvingLeavesNothingBehind() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1")).decided(Samples.allowProven());

        // When
        session.quietly().clientGone().agreed();

        // Then
        assertThat(session.transcript()).doesNotContain("forward").contains("emit Closed after 0");
    }

    @Test
    void nothingIsReadFromTheClientWhileProving() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 1")).decided(Samples.allowProven());

        // Then
        assertThat(session.machine().readsClient()).isFalse();
    }

    @Test
    void proofThatArrivesWhileTheServerSkipsForwardsNothing() {
        // Given
        SessionScript session = prepared().client(bind("", "s"));
        session.client(parse("t", "SELECT 2")).decided(Samples.allowProven());

        // When
        session.quietly().server(error("22P02")).agreed().client(new Sync()).server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22P02 server says no
                proof agreed
                client Sync
                  forward Sync
                server ReadyForQuery I
                """);
    }

    @Test
    void unrestrictedStatementIsNotProven() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(query("SELECT 1")).allowUnrestricted();

        // Then
        assertThat(session.transcript()).doesNotContain("prove");
    }

    @ParameterizedTest
    @ValueSource(longs = {2276, 2279, 2281, 16_500, 4_294_967_295L})
    void parameterTypesThatAreNotKnownToBeSafeCannotBeDeclared(long type) {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new Parse("", SqlText.of("SELECT $1"), List.of(0L, 25L, type)))
                .decided(Samples.allowProven())
                .appended();

        // Then
        assertThat(session.transcript())
                .contains("append Submitted s-1 ALLOW + Refused s-1 0A000")
                .contains("reply ERROR 0A000 parameters cannot be declared with the type of OID " + type + " here")
                .doesNotContain("forward")
                .doesNotContain("prove");
    }

    @Test
    void unrestrictedSessionsDeclareWhatTheyLike() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(new Parse("", SqlText.of("SELECT $1"), List.of(2205L))).allowUnrestricted();

        // Then
        assertThat(session.transcript()).contains("forward Parse");
    }

    /** Statement s, proven; the server has it. */
    private static SessionScript prepared() {
        SessionScript session = SessionScript.open();
        session.client(new Parse("s", SqlText.of("SELECT $1"), List.of(25L)))
                .decided(Samples.allowProven())
                .agreed();
        return session.client(new Sync())
                .server(new ParseComplete(), ready('I'))
                .quietly();
    }

    @Test
    void boundPortalRunsAsAlways() {
        // Given
        SessionScript session = prepared().client(bind("", "s"), execute(""));

        // When
        session.decided(Samples.allowProven()).appended().client(new Sync());
        session.quietly().server(new BindComplete(), new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).contains("emit Completed s-1 SUCCEEDED");
    }
}
