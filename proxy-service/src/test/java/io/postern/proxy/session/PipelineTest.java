package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.closePortal;
import static io.postern.proxy.session.Samples.column;
import static io.postern.proxy.session.Samples.describePortal;
import static io.postern.proxy.session.Samples.describeStatement;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.Bind;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.CloseComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Sync;
import io.postern.pgwire.sql.TokenEdit;

class PipelineTest {

    @Test
    void statementIsDecidedAtParseAndRecordedAtExecute() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(parse("", "SELECT $1")).allow();
        session.client(
                        new Bind("", "", List.of(), List.of(BindValue.text("x")), List.of()),
                        describePortal(""),
                        execute(""))
                .allow()
                .appended();
        session.client(new Sync());
        session.server(new ParseComplete(), new BindComplete(), column("c", 0, 0));
        session.server(new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "" SELECT $1
                  decide SELECT $1
                decided ALLOW
                  forward Parse "" SELECT $1
                client Bind "" to ""
                  forward Bind "" to ""
                client Describe P ""
                  forward Describe P ""
                client Execute ""
                  decide SELECT $1
                decided ALLOW
                  append Submitted s-1 ALLOW 1 parameters
                appended
                  forward Execute ""
                client Sync
                  forward Sync
                server ParseComplete
                server BindComplete
                server RowDescription
                server CommandComplete SELECT 1
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                server ReadyForQuery I
                """);
    }

    @Test
    void deniedParseDiscardsUpToSyncWithoutTheServer() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(parse("", "SELECT salary FROM employees")).deny().appended();
        session.client(bind("", ""), execute(""), new Flush(), query("SELECT 1"), new Sync());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "" SELECT salary FROM employees
                  decide SELECT salary FROM employees
                decided DENY
                  append Submitted s-1 DENY + Refused s-1 42501
                appended
                  reply ERROR 42501 Not this. / Policy rule: rule-DENY
                client Bind "" to ""
                client Execute ""
                client Flush
                client Query SELECT 1
                client Sync
                  reply ReadyForQuery I
                """);
        assertThat(session.state()).isEqualTo(new SessionState.Ready());
    }

    @Test
    void deniedExecuteIsAnsweredInItsPlace() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");

        // When
        session.client(bind("", "s"), execute("")).deny().appended();
        session.client(bind("", "s"), new Sync());
        session.server(new BindComplete(), error("42601"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to "s"
                  forward Bind "" to "s"
                client Execute ""
                  decide SELECT 1
                decided DENY
                  append Submitted s-1 DENY + Refused s-1 42501
                appended
                  forward Parse "postern.refused" postern refused this statement
                client Bind "" to "s"
                client Sync
                  forward Sync
                server BindComplete
                server ERROR 42601 server says no
                  reply ERROR 42501 Not this. / Policy rule: rule-DENY
                  (withheld)
                server ReadyForQuery I
                """);
    }

    @Test
    void serversErrorSkipsWhatWasForwardedBehindIt() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(parse("s", "SELECT 1/0")).allow();
        session.client(bind("", "s"), execute("")).allow().appended();
        session.client(parse("t", "SELECT 2")).allow();
        session.client(bind("q", "t"), execute("q")).allow().appended();

        // When
        session.quietly().server(new ParseComplete(), new BindComplete(), error("22012"));
        session.client(describeStatement("t"), new Sync()).server(ready('I'));
        session.client(describeStatement("t"), new Sync());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ParseComplete
                server BindComplete
                server ERROR 22012 server says no
                  emit Completed s-1 FAILED 22012
                  emit Completed s-2 SKIPPED
                client Describe S "t"
                client Sync
                  forward Sync
                server ReadyForQuery I
                client Describe S "t"
                  reply ERROR 26000 prepared statement "t" does not exist
                client Sync
                  reply ReadyForQuery I
                """);
    }

    @Test
    void decisionThatArrivesWhileTheServerSkipsForwardsNothing() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("", "s"), execute("")).quietly();

        // When
        session.server(error("22P02")).allow();
        session.client(new Sync());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22P02 server says no
                decided ALLOW
                client Sync
                  forward Sync
                """);
    }

    @Test
    void acknowledgementThatArrivesWhileTheServerSkipsForwardsNothing() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("", "s"), execute("")).allow().quietly();

        // When
        session.server(error("22P02")).appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22P02 server says no
                appended
                  emit Completed s-1 SKIPPED
                """);
    }

    @Test
    void refusalWhileTheServerSkipsIsNotAnsweredTwice() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("", "s"), execute("")).deny().quietly();

        // When
        session.server(error("22P02")).appended();
        session.client(new Sync()).server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22P02 server says no
                appended
                client Sync
                  forward Sync
                server ReadyForQuery I
                """);
    }

    @Test
    void whatDoesNotExistIsRefusedHere() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(bind("", "gone"), new Sync(), bind("", ""), new Sync());
        session.client(execute("gone"), new Sync(), describePortal("gone"), new Sync());

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to "gone"
                  reply ERROR 26000 prepared statement "gone" does not exist
                client Sync
                  reply ReadyForQuery I
                client Bind "" to ""
                  reply ERROR 26000 unnamed prepared statement does not exist
                client Sync
                  reply ReadyForQuery I
                client Execute "gone"
                  reply ERROR 34000 portal "gone" does not exist
                client Sync
                  reply ReadyForQuery I
                client Describe P "gone"
                  reply ERROR 34000 portal "gone" does not exist
                client Sync
                  reply ReadyForQuery I
                """);
    }

    @Test
    void suspendedPortalIsOneStatement() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("p", "s"), new Execute("p", 2)).allow().appended();

        // When
        session.quietly().client(new Flush(), new Execute("p", 2), new Sync());
        session.server(new BindComplete(), new PortalSuspended(), new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Flush
                  forward Flush
                client Execute "p" 2
                  forward Execute "p" 2
                client Sync
                  forward Sync
                server BindComplete
                server PortalSuspended
                server CommandComplete SELECT 1
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                server ReadyForQuery I
                """);
    }

    @Test
    void suspendedPortalEndsWithItsTransaction() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("p", "s"), new Execute("p", 2)).allow().appended();
        session.client(new Sync()).quietly();

        // When
        session.server(new BindComplete(), new PortalSuspended(), ready('I'));
        session.client(execute("p"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server BindComplete
                server PortalSuspended
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED
                client Execute "p"
                  reply ERROR 34000 portal "p" does not exist
                """);
    }

    @Test
    void portalThatIsExecutedAgainAfterItsEndIsCompletedOnce() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("p", "s"), execute("p")).allow().appended();
        session.client(execute("p"), new Sync()).quietly();

        // When
        session.server(
                new BindComplete(), new CommandComplete("SELECT 1"), new CommandComplete("SELECT 0"), ready('I'));

        // Then
        assertThat(session.transcript().lines().filter(line -> line.contains("Completed s-1")))
                .containsExactly("  emit Completed s-1 SUCCEEDED [SELECT 1]");
    }

    @Test
    void portalWhoseFirstExecuteWasSkippedIsDecidedAgain() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").runs("BEGIN", 'T');
        session.client(bind("p", "s"), new Flush()).server(new BindComplete());
        session.client(describeStatement("s"), execute("p")).allow().appended();
        session.client(new Sync()).server(error("XX000"), ready('E'));
        session.runs("ROLLBACK TO here", 'T');

        // When
        session.client(execute("p"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute "p"
                  decide SELECT 1
                """);
    }

    @Test
    void portalWhoseFirstExecuteIsUnansweredIsNotTakenForOneThatRuns() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").runs("BEGIN", 'T');
        session.client(bind("p", "s"), describeStatement("s"), execute("p"))
                .allow()
                .appended();
        session.client(new Sync()).server(new BindComplete());

        // When
        session.quietly().client(execute("p")).server(error("XX000"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute "p"
                server ERROR XX000 server says no
                  emit Completed s-2 SKIPPED
                  decide SELECT 1
                """);
    }

    @Test
    void editsThatChangedSinceParseAreNotRun() {
        // Given
        SessionScript session = prepared("s", "SELECT email FROM customers").client(bind("", "s"), execute(""));

        // When
        session.quietly()
                .decided(Samples.allowEdited(new TokenEdit(1, 2, "'***'")))
                .appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                decided ALLOW
                  append Submitted s-1 ALLOW + Refused s-1 0A000
                appended
                  forward Parse "postern.refused" postern refused this statement
                """);
    }

    @Test
    void editsAreMadeInWhatIsParsed() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(parse("s", "SELECT email FROM customers"))
                .quietly()
                .decided(Samples.allowEdited(new TokenEdit(1, 2, "'***'")));

        // Then
        assertThat(session.transcript()).contains("forward Parse \"s\" SELECT '***' FROM customers");
    }

    @Test
    void queryDropsTheUnnamedStatement() {
        // Given
        SessionScript session = prepared("", "SELECT 1").runs("SELECT 2", 'I');

        // When
        session.client(bind("", ""));

        // Then
        assertThat(session.transcript()).contains("reply ERROR 26000 unnamed prepared statement does not exist");
    }

    @Test
    void textWithNothingToRunIsNotDecided() {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.client(parse("", ""), bind("", ""), execute(""), new Sync());
        session.server(new ParseComplete(), new BindComplete(), new EmptyQueryResponse(), ready('I'));

        // Then
        assertThat(session.transcript()).doesNotContain("decide").doesNotContain("append");
    }

    @Test
    void nameThatAnEarlierPipelineMayNotHaveChangedIsWaitedFor() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "DELETE FROM orders")).park();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(bind("", "")).client(parse("", "SELECT 1")).allow().client(new Sync());

        // When
        session.quietly().client(bind("", "")).server(error("08P01"));
        session.client(execute("")).park();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to ""
                server ERROR 08P01 server says no
                  forward Bind "" to ""
                client Execute ""
                  decide DELETE FROM orders
                decided PARK
                  append Submitted s-1 PARK + Parked s-1 a1
                """);
    }

    @Test
    void portalOfAnEarlierPipelineIsExecutedOnceItIsKnownToBeThere() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").runs("BEGIN", 'T');
        session.client(bind("p", "s"), new Sync());

        // When
        session.quietly().client(execute("p"));
        boolean reads = session.machine().readsClient();
        session.server(new BindComplete());

        // Then
        assertThat(reads).isFalse();
        assertThat(session.transcript()).isEqualTo("""
                client Execute "p"
                server BindComplete
                  decide SELECT 1
                """);
    }

    @Test
    void errorOfAnEarlierPipelineLeavesTheNamesOfALaterOne() {
        // Given
        SessionScript session = prepared("", "SELECT 1");
        session.client(bind("", "")).client(parse("", "SELECT 2")).allow().client(new Sync());
        session.client(parse("", "DELETE FROM orders")).park().client(new Sync());

        // When
        session.server(error("08P01"), ready('I'), new ParseComplete(), ready('I'));
        session.quietly().client(bind("", ""), execute(""));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to ""
                  forward Bind "" to ""
                client Execute ""
                  decide DELETE FROM orders
                """);
    }

    @Test
    void endOfATransactionLeavesThePortalsOfTheNext() {
        // Given
        SessionScript session = prepared("s", "SELECT 1");
        session.client(bind("p", "s"), execute("p")).allow().appended().client(new Sync());
        session.client(bind("q", "s"));

        // When
        session.server(new BindComplete(), new CommandComplete("SELECT 1"), ready('I'));
        session.quietly().client(execute("q")).allow().appended();

        // Then
        assertThat(session.transcript()).endsWith("appended\n  forward Execute \"q\"\n");
    }

    @Test
    void fetchFromAPortalOfTheProtocolIsRefused() {
        // Given
        SessionScript session = SessionScript.inTransaction();
        session.client(parse("s", "UPDATE orders SET total = 0 RETURNING id")).park();
        session.client(bind("p", "s"), new Sync());
        session.server(new ParseComplete(), new BindComplete(), ready('T'));

        // When
        session.quietly().client(query("SELECT 1; FETCH ALL FROM p")).allow().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Query SELECT 1; FETCH ALL FROM p
                  decide SELECT 1; FETCH ALL FROM p
                decided ALLOW
                  append Submitted s-2 ALLOW + Refused s-2 0A000
                appended
                  forward Query postern refused this statement
                """);
    }

    @Test
    void fetchIsRefusedWhileAClosedPortalMayComeBack() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").runs("BEGIN", 'T');
        session.client(bind("p", "s"), new Sync()).server(new BindComplete(), ready('T'));

        // When
        session.client(closePortal("p"), new Sync(), query("MOVE ALL IN p"))
                .allow()
                .quietly()
                .appended();

        // Then
        assertThat(session.transcript()).contains("forward Query postern refused this statement");
    }

    @Test
    void fetchPassesWhereNoPortalIsOpen() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").runs("BEGIN", 'T');
        session.client(bind("p", "s"), closePortal("p"), new Sync());
        session.server(new BindComplete(), new CloseComplete(), ready('T'));

        // When
        session.client(query("FETCH ALL FROM c")).allow().quietly().appended();

        // Then
        assertThat(session.transcript()).contains("forward Query FETCH ALL FROM c");
    }

    @Test
    void describeOfAStatementIsAnsweredByTwoMessages() {
        // Given
        SessionScript session = prepared("s", "SELECT 1").client(describeStatement("s"), new Sync());

        // When
        session.quietly().server(new ParameterDescription(List.of()), column("c", 0, 0), ready('I'));

        // Then
        assertThat(session.transcript()).doesNotContain("FATAL");
    }

    @Test
    void limitOfNamesLetsSyncAndCloseThrough() {
        // Given
        SessionScript session = SessionScript.open();
        for (int i = 0; i < 10_000; i++) {
            session.client(parse("s" + i, "")).server(new ParseComplete());
        }

        // When
        session.quietly().client(new Sync(), parse("more", ""), new Sync());
        session.client(Samples.closeStatement("s0"), new Sync());
        session.server(ready('I'), error("42601"), ready('I'), new CloseComplete(), ready('I'));
        session.quietly().client(parse("more", ""));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "more"\s
                  forward Parse "more"\s
                """);
    }

    @Test
    void bytesBehindNamesAreBounded() {
        // Given
        SessionScript session = SessionScript.open();
        String long1 = "SELECT 1" + " ".repeat(1024 * 1024 - 8);
        for (int i = 0; i < 64; i++) {
            session.client(parse("s" + i, long1))
                    .allow()
                    .server(new ParseComplete())
                    .quietly();
        }
        session.client(new Sync()).server(ready('I')).quietly();

        // When
        session.client(parse("more", "SELECT 2"), new Sync(), Samples.closeStatement("s0"), new Sync());
        session.server(new CloseComplete(), ready('I'));
        session.client(parse("more", "SELECT 2"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Parse "more" SELECT 2
                  reply ERROR 54000 too many prepared statements or portals
                client Sync
                  reply ReadyForQuery I
                client Close S "s0"
                  forward Close S "s0"
                client Sync
                  forward Sync
                server CloseComplete
                server ReadyForQuery I
                client Parse "more" SELECT 2
                  decide SELECT 2
                """);
    }

    /** Ann is connected and has prepared a statement, in a pipeline of its own. */
    private static SessionScript prepared(String name, String sql) {
        SessionScript session = SessionScript.open().client(parse(name, sql)).allow();
        return session.client(new Sync())
                .server(new ParseComplete(), ready('I'))
                .quietly();
    }
}
