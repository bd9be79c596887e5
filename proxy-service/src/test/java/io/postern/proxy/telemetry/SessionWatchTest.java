package io.postern.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.postern.identity.Identity;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.session.Effect;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.SessionFact.Outcome;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

class SessionWatchTest {

    private static final Identity ANN = new Identity("https://issuer.test", "ann", Set.of("agents"));
    private static final Session SESSION = new Session(
            "s", ANN, "shop", "agent", List.of("public"), new Session.ClientOrigin("127.0.0.1:1", "psql", true));

    private final RecordedMeasures measures = new RecordedMeasures();
    private long now = 1_000;
    private final SessionWatch watch = new SessionWatch(measures, () -> now);

    @Test
    void loginLastsUntilTheLogHasTheSession() {
        now += 40;

        open();

        assertThat(measures.calls()).containsExactly("connected", "recorded true 5", "opened shop 45");
    }

    @Test
    void aRefusalIsCountedOnceByItsSqlState() {
        watch.doing(fatal("28P01"));
        watch.doing(fatal("28P01"));
        watch.closed();
        watch.closed();

        assertThat(measures.calls()).containsExactly("connected", "refused 28P01", "closed false");
    }

    @Test
    void anErrorThatTheSessionSurvivesIsNoRefusal() {
        open();
        measures.calls().clear();

        watch.doing(new Effect.Reply(ErrorResponse.of("ERROR", "42501", "no", null, null)));
        watch.doing(fatal("57P01"));

        assertThat(measures.calls()).containsExactly("terminated 57P01");
    }

    @Test
    void anAllowedStatementIsDecidedRecordedAndRun() {
        open();
        measures.calls().clear();

        decide(7, true, 2);
        append(8, 3, submitted("s-1", Verdict.ALLOW));
        now += 100;
        watch.doing(new Effect.Emit("s", List.of(completed("s-1", Outcome.SUCCEEDED, 0))));

        assertThat(measures.calls())
                .containsExactly(
                        "decided true 2",
                        "submitted shop ALLOW",
                        "recorded true 3",
                        "ended s-1 SELECT SUCCEEDED DECIDE+2 RECORD+3");
    }

    @Test
    void aDeniedStatementEndsWhenTheLogHasIt() {
        open();
        measures.calls().clear();

        decide(7, false, 900);
        watch.doing(new Effect.Append(8, "s", List.of(submitted("s-1", Verdict.DENY), refused("s-1", "42501"))));
        assertThat(measures.ends()).isEmpty();
        watch.happened(new SessionEvent.Appended(8));

        assertThat(measures.calls())
                .containsExactly(
                        "decided false 900",
                        "submitted shop DENY",
                        "recorded true 0",
                        "ended s-1 SELECT REFUSED DECIDE+900 RECORD+0");
    }

    @Test
    void whatTheLogDidNotTakeEndsWithTheRefusalThatFollows() {
        open();
        measures.calls().clear();

        watch.doing(new Effect.Append(8, "s", List.of(submitted("s-1", Verdict.DENY), refused("s-1", "42501"))));
        watch.happened(new SessionEvent.AppendFailed(8));
        watch.doing(new Effect.Emit("s", List.of(refused("s-1", "58000"))));

        assertThat(measures.ends())
                .singleElement()
                .satisfies(end -> assertThat(end.sqlState()).contains("58000"));
        assertThat(measures.calls()).contains("recorded false 0");
    }

    @Test
    void aParkedStatementWaitsFromItsRecordToItsResumption() {
        open();
        measures.calls().clear();

        decide(1, true, 1);
        append(2, 2, submitted("s-1", Verdict.PARK), new SessionFact.Parked("s-1", "a1", Instant.EPOCH));
        now += 500;
        decide(3, true, 1);
        append(4, 2, new SessionFact.Resumed("s-1", "a1", ANN, "fine"));
        watch.doing(new Effect.Emit("s", List.of(completed("s-1", Outcome.SUCCEEDED, 0))));

        assertThat(measures.calls())
                .containsExactly(
                        "decided true 1",
                        "submitted shop PARK",
                        "recorded true 2",
                        "parked",
                        "decided true 1",
                        "recorded true 2",
                        "unparked 503",
                        "ended s-1 SELECT SUCCEEDED DECIDE+1 RECORD+2 DECIDE+1 PARK+503 RECORD+2");
    }

    @Test
    void aSessionThatEndsWhileItsStatementWaitsLeavesNothingWaiting() {
        open();
        append(2, 2, submitted("s-1", Verdict.PARK), new SessionFact.Parked("s-1", "a1", Instant.EPOCH));
        measures.calls().clear();
        now += 9;

        watch.closed();

        assertThat(measures.calls())
                .containsExactly("unparked 9", "ended s-1 SELECT UNKNOWN RECORD+2 PARK+9", "closed true");
    }

    @Test
    void aPreparedStatementsDecisionIsNotTheNextOnes() {
        open();
        decide(1, true, 50);
        decide(2, true, 3);

        append(3, 0, submitted("s-1", Verdict.ALLOW));
        watch.doing(new Effect.Emit("s", List.of(completed("s-1", Outcome.FAILED, 0))));

        assertThat(measures.ends())
                .singleElement()
                .satisfies(end -> assertThat(end.phases())
                        .filteredOn(phase -> phase.kind() == Phase.Kind.DECIDE)
                        .singleElement()
                        .satisfies(phase -> assertThat(phase.endNanos() - phase.startNanos())
                                .isEqualTo(3)));
    }

    @Test
    void upstreamTimeIsWhatTheFactSays() {
        open();
        append(3, 0, submitted("s-1", Verdict.ALLOW));
        now += 5_000_000;

        watch.doing(new Effect.Emit("s", List.of(completed("s-1", Outcome.SUCCEEDED, 4_000))));

        assertThat(measures.calls()).last().isEqualTo("ended s-1 SELECT SUCCEEDED RECORD+0 UPSTREAM+4000000");
        assertThat(measures.upstreamNanos()).containsExactly(4_000_000L);
    }

    @Test
    void blockedTimeEndsWithTheSession() {
        watch.writable(Peer.CLIENT, false);
        watch.writable(Peer.CLIENT, false);
        now += 30;
        watch.writable(Peer.CLIENT, true);
        watch.writable(Peer.UPSTREAM, false);
        now += 7;
        watch.closed();

        assertThat(measures.calls())
                .containsExactly(
                        "connected",
                        "blocked CLIENT",
                        "unblocked CLIENT 30",
                        "blocked UPSTREAM",
                        "unblocked UPSTREAM 7",
                        "closed false");
    }

    @Test
    void answersThatNobodyWaitsForAreVoid() {
        open();
        measures.calls().clear();

        watch.happened(new SessionEvent.Appended(99));
        watch.happened(new SessionEvent.Decided(99, new DecisionOutcome.Unavailable("late")));

        assertThat(measures.calls()).isEmpty();
    }

    private void open() {
        append(1, 5, new SessionFact.Opened(SESSION, "rule", "p1"));
    }

    private void decide(long ticket, boolean known, long takes) {
        watch.doing(new Effect.Decide(ticket, SESSION, text()));
        watch.decisionAsked(known);
        now += takes;
        watch.happened(new SessionEvent.Decided(ticket, new DecisionOutcome.Decided(decision(Verdict.ALLOW))));
    }

    private void append(long ticket, long takes, SessionFact... facts) {
        watch.doing(new Effect.Append(ticket, "s", List.of(facts)));
        now += takes;
        watch.happened(new SessionEvent.Appended(ticket));
    }

    private static Effect fatal(String sqlState) {
        return new Effect.Reply(ErrorResponse.of("FATAL", sqlState, "no", null, null));
    }

    private static SessionFact submitted(String id, Verdict verdict) {
        return new SessionFact.Submitted(
                id, false, text(), Optional.empty(), List.of(), Optional.of(decision(verdict)));
    }

    private static SessionFact refused(String id, String sqlState) {
        return new SessionFact.Refused(id, sqlState, "no", Optional.empty(), Optional.empty());
    }

    private static SessionFact completed(String id, Outcome outcome, long micros) {
        return new SessionFact.Completed(id, outcome, "SELECT 1", 1, 20, micros, Optional.empty());
    }

    private static StatementText text() {
        try {
            return StatementText.of(SqlText.of("SELECT 'secret'"), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new AssertionError(e);
        }
    }

    private static Decision decision(Verdict verdict) {
        return new Decision(
                verdict,
                "SELECT",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                verdict == Verdict.PARK
                        ? Optional.of(new Decision.ApprovalTerms(List.of("approvers"), Duration.ofMinutes(5)))
                        : Optional.empty(),
                new Decision.Versions("p1", "c1"),
                Decision.Scope.NARROWED);
    }
}
