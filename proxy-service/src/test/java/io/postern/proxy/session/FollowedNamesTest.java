package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.closeStatement;
import static io.postern.proxy.session.Samples.describePortal;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.Sync;

/** Prepared statements and portals that SQL makes and ends share their names with the extended protocol. */
class FollowedNamesTest {

    @Test
    void statementPreparedBySqlIsRecordedWhenTheProtocolExecutesIt() {
        // Given
        SessionScript session = ran("PREPARE p (int) AS SELECT $1 + 1", "PREPARE");

        // When
        session.client(bind("", "p"), execute("")).allowUnrestricted().appended();

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to "p"
                  forward Bind "" to "p"
                client Execute ""
                  decide SELECT $1 + 1
                decided ALLOW
                  append Submitted s-2 ALLOW
                appended
                  forward Execute ""
                """);
    }

    @Test
    void whatComesBehindPrepareWaitsForIt() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(query("PREPARE p AS SELECT 1")).allowUnrestricted().appended();

        // When
        session.client(bind("", "p"));

        // Then
        assertThat(session.state()).isInstanceOf(SessionState.Settling.class);
        session.quietly().server(new CommandComplete("PREPARE"), ready('I'));
        assertThat(session.transcript()).contains("forward Bind \"\" to \"p\"");
    }

    @Test
    void failedPrepareChangesNothing() {
        // Given
        SessionScript session = wide().client(parse("p", "SELECT 1")).allowUnrestricted();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(query("PREPARE p AS SELECT 2")).allowUnrestricted().appended();
        session.server(error("42P05"), ready('I')).quietly();

        // When
        session.client(bind("", "p"), execute(""));

        // Then
        assertThat(session.transcript()).contains("decide SELECT 1");
    }

    @Test
    void statementsBehindTheFailingOneOfAQueryChangeNothing() {
        // Given
        SessionScript session = wide();
        session.client(query("PREPARE a AS SELECT 1; PREPARE a AS SELECT 2; DEALLOCATE a"))
                .allowUnrestricted()
                .appended();
        session.server(new CommandComplete("PREPARE"), error("42P05"), ready('I'))
                .quietly();

        // When
        session.client(bind("", "a"), execute(""));

        // Then
        assertThat(session.transcript()).contains("decide SELECT 1");
    }

    @Test
    void deallocatedStatementIsGone() {
        // Given
        SessionScript session = wide().client(parse("p", "SELECT 1")).allowUnrestricted();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(query("DEALLOCATE p")).allowUnrestricted().appended();
        session.server(new CommandComplete("DEALLOCATE"), ready('I')).quietly();

        // When
        session.client(bind("", "p"), execute("")).server(error("26000"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Bind "" to "p"
                  forward Bind "" to "p"
                client Execute ""
                  forward Parse "postern.refused" postern refused this statement
                server ERROR 26000 server says no
                """);
    }

    @Test
    void statementThatNobodySawPreparedIsNotExecuted() {
        // Given
        SessionScript session = wide();

        // When
        session.client(bind("", "made by a function"), execute(""), new Sync());
        session.server(new BindComplete(), error("42601"), ready('I'));

        // Then
        assertThat(session.transcript())
                .doesNotContain("forward Execute")
                .contains("reply ERROR 0A000 the statement behind this portal was prepared out of this gate's sight");
    }

    @Test
    void executeBySqlIsRecordedWithWhatItRuns() {
        // Given
        SessionScript session = wide().client(parse("p", "DELETE FROM t")).allowUnrestricted();
        session.client(new Sync()).server(new ParseComplete(), ready('I')).quietly();

        // When
        session.client(query("EXECUTE p")).allowUnrestricted();

        // Then
        assertThat(session.transcript()).contains("append Submitted s-2 ALLOW runs DELETE FROM t");
    }

    @Test
    void executeDoesNotRunWhatNeedsAnApproval() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("p", "DELETE FROM t")).park();
        session.client(new Sync()).server(new ParseComplete(), ready('I')).quietly();

        // When
        session.client(query("EXECUTE p")).allow().appended();

        // Then
        assertThat(session.transcript())
                .doesNotContain("forward Query EXECUTE")
                .contains("reply ERROR 0A000 EXECUTE cannot run what needs an approval");
    }

    @Test
    void executeDoesNotRunWhatAnUnansweredParseMayHaveLeftInPlace() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("p", "DELETE FROM t")).park();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(parse("p", "SELECT 1")).allow().client(new Sync()).quietly();

        // When
        session.client(query("EXECUTE p")).allow().appended();

        // Then
        assertThat(session.transcript()).doesNotContain("forward Query EXECUTE");
    }

    @Test
    void executeDoesNotRunWhatWasPreparedUnderAnotherPolicy() {
        // Given
        SessionScript session = SessionScript.open()
                .client(query("PREPARE p AS SELECT 1"))
                .allow()
                .appended();
        session.server(new CommandComplete("PREPARE"), ready('I')).quietly();

        // When
        session.client(query("EXECUTE p"))
                .decided(Samples.allowUnderNewPolicy())
                .appended();

        // Then
        assertThat(session.transcript())
                .doesNotContain("forward Query EXECUTE")
                .contains("reply ERROR 0A000 policy or catalog changed since this statement was prepared");
    }

    @Test
    void fetchDoesNotRunACursorDeclaredUnderAnotherPolicy() {
        // Given
        SessionScript session = SessionScript.inTransaction();
        session.client(query("DECLARE c CURSOR FOR SELECT 1")).allow().appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('T')).quietly();

        // When
        session.client(query("FETCH 1 FROM c"))
                .decided(Samples.allowUnderNewPolicy())
                .appended();

        // Then
        assertThat(session.transcript()).doesNotContain("forward Query FETCH").contains("Refused s-3 0A000");
    }

    @Test
    void fetchDoesNotRunAHeldCursorOfAnEndedTransactionUnderAnotherPolicy() {
        // Given
        SessionScript session = SessionScript.open();
        session.client(query("DECLARE c CURSOR WITH HOLD FOR SELECT 1")).allow().appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('I')).quietly();

        // When
        session.client(query("FETCH 1 FROM c"))
                .decided(Samples.allowUnderNewPolicy())
                .appended();

        // Then
        assertThat(session.transcript())
                .doesNotContain("forward Query FETCH")
                .contains("reply ERROR 0A000 policy or catalog changed since this cursor was declared");
    }

    @Test
    void declaredCursorIsDescribedAndExecutedByTheProtocol() {
        // Given
        SessionScript session = SessionScript.inTransaction();
        session.client(query("DECLARE c CURSOR FOR SELECT 1;")).allow().appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('T')).quietly();

        // When
        session.client(describePortal("c"), execute("c"));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                client Describe P "c"
                  forward Describe P "c"
                client Execute "c"
                  decide DECLARE c CURSOR FOR SELECT 1;
                """);
    }

    @Test
    void cursorDeclaredAmongOtherStatementsTakesTheNameAndIsNotExecuted() {
        // Given
        SessionScript session = SessionScript.inTransaction();
        session.client(query("DECLARE c CURSOR FOR SELECT 1")).allow().appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('T'));
        session.client(query("ROLLBACK TO s; DECLARE c CURSOR FOR SELECT 2"))
                .allow()
                .appended();
        session.server(new CommandComplete("ROLLBACK"), new CommandComplete("DECLARE CURSOR"), ready('T'));

        // When
        session.quietly().client(execute("c"));

        // Then
        assertThat(session.transcript()).doesNotContain("decide").doesNotContain("forward Execute");
    }

    @Test
    void closedCursorIsGone() {
        // Given
        SessionScript session = SessionScript.inTransaction();
        session.client(query("DECLARE c CURSOR FOR SELECT 1")).allow().appended();
        session.server(new CommandComplete("DECLARE CURSOR"), ready('T'));
        session.client(query("CLOSE c")).allow().appended();
        session.server(new CommandComplete("CLOSE CURSOR"), ready('T')).quietly();

        // When
        session.client(describePortal("c"));

        // Then
        assertThat(session.transcript()).doesNotContain("forward Describe");
    }

    @Test
    void discardAllEndsEveryName() {
        // Given
        SessionScript session = wide().client(parse("p", "SELECT 1")).allowUnrestricted();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(query("DISCARD ALL")).allowUnrestricted().appended();
        session.server(new CommandComplete("DISCARD ALL"), ready('I')).quietly();

        // When
        session.client(bind("", "p"), execute(""));

        // Then
        assertThat(session.transcript()).doesNotContain("decide");
    }

    @Test
    void longNamesThatTheServerTakesForOneAreOne() {
        // Given
        String name = "n".repeat(63);
        SessionScript session = wide().client(parse(name + "1", "SELECT 1")).allowUnrestricted();
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(closeStatement(name + "2"), parse(name + "3", "DELETE FROM t"))
                .allowUnrestricted()
                .quietly();

        // When
        session.client(bind("", name + "1"), execute(""));

        // Then
        assertThat(session.transcript()).contains("decide DELETE FROM t");
    }

    private static SessionScript wide() {
        return ran("SELECT 1", "SELECT 1");
    }

    /** Ann's statement ran, without any restriction. */
    private static SessionScript ran(String sql, String tag) {
        SessionScript session = SessionScript.open().client(query(sql));
        return session.allowUnrestricted()
                .appended()
                .server(new CommandComplete(tag), ready('I'))
                .quietly();
    }
}
