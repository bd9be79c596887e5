package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.column;
import static io.postern.proxy.session.Samples.describePortal;
import static io.postern.proxy.session.Samples.describeStatement;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.NoData;
import io.postern.pgwire.ParameterDescription;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PortalSuspended;
import io.postern.pgwire.Sync;
import io.postern.proxy.statement.Decision;

/** Results whose columns the client never asks for. */
class ThirdWitnessTest {

    private static final long CUSTOMERS = 16_400;
    private static final Decision GUARDED = Samples.allowGuarding(CUSTOMERS, 3);

    @Test
    void columnsOfAPortalAreSeenAheadOfItsRows() {
        // Given
        SessionScript session = bound();

        // When
        session.client(execute("")).decided(GUARDED).appended().client(new Sync());
        session.server(new BindComplete(), column("id", CUSTOMERS, 1), new CommandComplete("SELECT 1"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Execute ""
                  decide SELECT 1
                decided ALLOW
                  append Submitted s-1 ALLOW
                appended
                  forward Describe P ""
                  forward Execute ""
                client Sync
                  forward Sync
                server BindComplete
                server RowDescription
                  (withheld)
                server CommandComplete SELECT 1
                  emit Completed s-1 SUCCEEDED [SELECT 1]
                server ReadyForQuery I
                """);
    }

    @Test
    void rawColumnOfAPortalEndsTheSessionBeforeAnyRow() {
        // Given
        SessionScript session = bound();
        session.client(execute("")).decided(GUARDED).appended().client(new Sync());

        // When
        session.server(new BindComplete()).quietly().server(column("harmless", CUSTOMERS, 3));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server RowDescription
                  emit Disagreed s-1 [RAW_RESULT 16400 public.customers.email]
                  reply FATAL 42501 the result would show a masked column as it is stored
                  cancel upstream
                  emit Completed s-1 UNKNOWN
                  emit Closed after 1: the result would show a masked column as it is stored
                  close: the result would show a masked column as it is stored
                  (withheld)
                """);
    }

    @Test
    void rawColumnOfWhatIsOnlyDescribedIsRecordedToo() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("s", "SELECT 1")).decided(GUARDED);
        session.client(describeStatement("s"))
                .server(new ParseComplete(), new ParameterDescription(java.util.List.of()));

        // When
        session.quietly().server(column("harmless", CUSTOMERS, 3));

        // Then
        assertThat(session.transcript())
                .contains("emit Submitted s-1 ALLOW + Disagreed s-1 [RAW_RESULT 16400 public.customers.email]"
                        + " + Refused s-1 42501")
                .contains("reply FATAL 42501")
                .contains("(withheld)");
    }

    @Test
    void whatReturnsNoRowsHasNoColumns() {
        // Given
        SessionScript session = bound();
        session.client(execute("")).decided(GUARDED).appended().client(new Sync());

        // When
        session.server(new BindComplete()).quietly().server(new NoData(), new CommandComplete("UPDATE 1"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server NoData
                  (withheld)
                server CommandComplete UPDATE 1
                  emit Completed s-1 SUCCEEDED [UPDATE 1]
                """);
    }

    @Test
    void portalThatTheClientDescribedIsNotDescribedAgain() {
        // Given
        SessionScript session = bound().client(describePortal(""));

        // When
        session.quietly().client(execute("")).decided(GUARDED).appended();

        // Then
        assertThat(session.transcript()).endsWith("appended\n  forward Execute \"\"\n");
    }

    @Test
    void descriptionUnderAnotherDecisionDoesNotCount() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).allow();
        session.client(bind("", ""), describePortal(""));

        // When
        session.quietly().client(execute("")).decided(GUARDED).appended();

        // Then
        assertThat(session.transcript()).contains("forward Describe P");
    }

    @Test
    void descriptionOfTheStatementDoesNotCount() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).decided(GUARDED);
        session.client(describeStatement(""), bind("", ""));

        // When
        session.quietly().client(execute("")).decided(GUARDED).appended();

        // Then
        assertThat(session.transcript()).contains("forward Describe P");
    }

    @Test
    void fetchIsDescribedEvenIfTheClientDescribedIt() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "FETCH ALL FROM c")).decided(GUARDED);
        session.client(bind("", ""), describePortal(""));

        // When
        session.quietly().client(execute("")).decided(GUARDED).appended();

        // Then
        assertThat(session.transcript()).contains("forward Describe P");
    }

    @Test
    void laterExecutesOfAPortalAreNotDescribed() {
        // Given
        SessionScript session = bound().client(execute("")).decided(GUARDED).appended();
        session.server(new BindComplete(), column("id", CUSTOMERS, 1), new PortalSuspended());

        // When
        session.quietly().client(execute(""));

        // Then
        assertThat(session.transcript()).isEqualTo("client Execute \"\"\n  forward Execute \"\"\n");
    }

    @Test
    void errorOfTheDescriptionIsThatOfTheExecute() {
        // Given
        SessionScript session = bound();
        session.client(execute("")).decided(GUARDED).appended().client(new Sync());

        // When
        session.server(new BindComplete()).quietly().server(error("25P02"), ready('E'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 25P02 server says no
                  emit Completed s-1 FAILED 25P02
                server ReadyForQuery E
                """);
    }

    @Test
    void failureAheadOfTheDescriptionSkipsBoth() {
        // Given
        SessionScript session = bound();
        session.client(execute("")).decided(GUARDED).appended().client(new Sync());

        // When
        session.quietly().server(error("22P02"), ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server ERROR 22P02 server says no
                  emit Completed s-1 SKIPPED
                server ReadyForQuery I
                """);
    }

    @Test
    void cursorExecutedByTheProtocolIsDescribed() {
        // Given
        String declare = "DECLARE c CURSOR FOR SELECT 1";
        SessionScript session = SessionScript.inTransaction();
        session.client(query(declare)).decided(GUARDED).appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('T'));

        // When
        session.quietly().client(execute("c")).decided(GUARDED).appended();

        // Then
        assertThat(session.transcript()).contains("forward Describe P \"c\"\n  forward Execute \"c\"");
    }

    /** Parsed and bound; the server has yet to answer the Bind. */
    private static SessionScript bound() {
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).decided(GUARDED);
        return session.client(bind("", "")).server(new ParseComplete()).quietly();
    }
}
