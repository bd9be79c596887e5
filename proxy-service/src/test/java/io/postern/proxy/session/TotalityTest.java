package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.postern.identity.TokenVerifier;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.SSLRequest;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Terminate;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.DecisionOutcome;

/** Every state answers every kind of event; where each leads is compared with the table in transitions.txt. */
class TotalityTest {

    private static final Map<String, Supplier<SessionScript>> STATES = new LinkedHashMap<>();
    private static final Map<String, Function<SessionScript, SessionEvent>> EVENTS = new LinkedHashMap<>();

    static {
        STATES.put("AwaitingStartup", SessionScript::onLoopback);
        STATES.put("AwaitingTls", () -> SessionScript.fromNetwork(true).packet(new SSLRequest()));
        STATES.put("AwaitingToken", TotalityTest::started);
        STATES.put("CheckingToken", () -> started().token());
        STATES.put("Admitting", () -> started().token().verified());
        STATES.put("Connecting", () -> started().token().verified().admitted());
        STATES.put("Opening", () -> started().token().verified().admitted().connected(Map.of()));
        STATES.put("Ready", SessionScript::open);
        STATES.put("Settling", TotalityTest::settling);
        STATES.put("Deciding", () -> SessionScript.open().client(query("SELECT 1")));
        STATES.put(
                "Proving", () -> SessionScript.open().client(query("SELECT 1")).decided(Samples.allowProven()));
        STATES.put(
                "Recording",
                () -> SessionScript.open().client(query("SELECT 1")).allow());
        STATES.put("Parking", () -> parking());
        STATES.put("Parked", () -> parking().appended());
        STATES.put("Confirming", () -> parking().appended().granted());
        STATES.put("Discarding", () -> SessionScript.open().client(bind("", "gone")));
        STATES.put("Leaving", () -> SessionScript.open().client(new Sync(), new Terminate()));
        STATES.put("Closed", () -> SessionScript.open().clientGone());

        EVENTS.put("StartupReceived startup", script -> startupReceived("user", "ann", "database", "shop"));
        EVENTS.put("StartupReceived replication", script -> startupReceived("user", "ann", "replication", "on"));
        EVENTS.put("StartupReceived TLS", script -> new SessionEvent.StartupReceived(new SSLRequest()));
        EVENTS.put("TlsEstablished", script -> new SessionEvent.TlsEstablished());
        EVENTS.put("ClientSent token", script -> new SessionEvent.ClientSent(new PasswordMessage("secret")));
        EVENTS.put("ClientSent Query", script -> new SessionEvent.ClientSent(query("SELECT 1")));
        EVENTS.put("ClientSent Parse", script -> new SessionEvent.ClientSent(parse("", "SELECT 1")));
        EVENTS.put("ClientSent Execute", script -> new SessionEvent.ClientSent(execute("gone")));
        EVENTS.put("ClientSent Sync", script -> new SessionEvent.ClientSent(new Sync()));
        EVENTS.put("ClientSent Terminate", script -> new SessionEvent.ClientSent(new Terminate()));
        EVENTS.put("ClientGone", script -> new SessionEvent.ClientGone());
        EVENTS.put(
                "TokenChecked verified",
                script -> new SessionEvent.TokenChecked(
                        script.ticket(), new TokenVerifier.Verified(Samples.ANN, Samples.TOKEN_EXPIRY)));
        EVENTS.put(
                "TokenChecked rejected",
                script -> new SessionEvent.TokenChecked(
                        script.ticket(), new TokenVerifier.Rejected(TokenVerifier.Reason.EXPIRED, "expired")));
        EVENTS.put(
                "Admitted yes",
                script -> new SessionEvent.Admitted(
                        script.ticket(), new AdmissionOutcome.Admitted("shop_agent", "rule", "p1")));
        EVENTS.put(
                "Admitted no",
                script -> new SessionEvent.Admitted(script.ticket(), new AdmissionOutcome.Rejected("no")));
        EVENTS.put("UpstreamReady", script -> new SessionEvent.UpstreamReady(script.ticket(), Map.of()));
        EVENTS.put("UpstreamFailed", script -> new SessionEvent.UpstreamFailed(script.ticket(), "down"));
        EVENTS.put("TooManySessions", script -> new SessionEvent.TooManySessions(script.ticket(), "full"));
        EVENTS.put("UpstreamGone", script -> new SessionEvent.UpstreamGone());
        EVENTS.put(
                "ServerSent notice",
                script -> new SessionEvent.ServerSent(NoticeResponse.of("NOTICE", "00000", "hi", null, null), 1));
        EVENTS.put("ServerSent answer", script -> new SessionEvent.ServerSent(new ParseComplete(), 1));
        EVENTS.put("ServerRelayed", script -> new SessionEvent.ServerRelayed());
        EVENTS.put("Decided allow", script -> decided(script, new DecisionOutcome.Decided(Samples.allow())));
        EVENTS.put("Decided deny", script -> decided(script, new DecisionOutcome.Decided(Samples.deny())));
        EVENTS.put("Decided park", script -> decided(script, new DecisionOutcome.Decided(Samples.park())));
        EVENTS.put("Decided unavailable", script -> decided(script, new DecisionOutcome.Unavailable("slow")));
        EVENTS.put("Proven agreed", script -> proven(script, new ProofOutcome.Agreed()));
        EVENTS.put("Proven disagreed", script -> proven(script, Samples.disagreed()));
        EVENTS.put("Proven rejected", script -> proven(script, new ProofOutcome.Rejected("42703", "no such column")));
        EVENTS.put("Proven impossible", script -> proven(script, new ProofOutcome.Impossible("nobody there")));
        EVENTS.put("Proven late", script -> new SessionEvent.Proven(0, new ProofOutcome.Agreed()));
        EVENTS.put("Appended", script -> new SessionEvent.Appended(script.ticket()));
        EVENTS.put("Appended late", script -> new SessionEvent.Appended(0));
        EVENTS.put("AppendFailed", script -> new SessionEvent.AppendFailed(script.ticket()));
        EVENTS.put(
                "ApprovalResolved",
                script -> new SessionEvent.ApprovalResolved("a1", new ApprovalResolution.Expired()));
        EVENTS.put("CancelAsked", script -> new SessionEvent.CancelAsked());
        for (Timer timer : Timer.values()) {
            EVENTS.put("TimerFired " + timer, script -> new SessionEvent.TimerFired(timer));
        }
        EVENTS.put("DrainAsked", script -> new SessionEvent.DrainAsked());
        EVENTS.put("ShutdownAsked", script -> new SessionEvent.ShutdownAsked());
        EVENTS.put("ProtocolBroken", script -> new SessionEvent.ProtocolBroken("nonsense"));
    }

    @Test
    void everyStateAndEveryKindOfEventIsInTheTable() {
        assertThat(STATES.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SessionState.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
        assertThat(EVENTS.keySet().stream().map(line -> line.split(" ", 2)[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        SessionEvent.kinds().stream().map(Class::getSimpleName).toList());
        STATES.forEach((name, reach) ->
                assertThat(reach.get().state().getClass().getSimpleName()).isEqualTo(name));
    }

    @Test
    void everyStateAnswersEveryEventAsTheTableSays() throws IOException {
        // When
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Supplier<SessionScript>> state : STATES.entrySet()) {
            for (Map.Entry<String, Function<SessionScript, SessionEvent>> event : EVENTS.entrySet()) {
                SessionScript script = state.getValue().get();
                script.play(event.getValue().apply(script));
                lines.add(state.getKey() + " | " + event.getKey() + " | "
                        + script.state().getClass().getSimpleName());
            }
        }

        // Then
        assertThat(String.join("\n", lines) + "\n").as("where each event leads").isEqualTo(table());
    }

    @Test
    void noEventOutOfTurnReachesTheServer() {
        for (Map.Entry<String, Supplier<SessionScript>> state : STATES.entrySet()) {
            for (Map.Entry<String, Function<SessionScript, SessionEvent>> event : EVENTS.entrySet()) {
                // Given
                SessionScript script = state.getValue().get();

                // When
                List<Effect> effects = script.play(event.getValue().apply(script));

                // Then
                boolean due = (state.getKey() + " on " + event.getKey()).matches("Recording on Appended");
                assertThat(effects)
                        .as(state.getKey() + " on " + event.getKey())
                        .filteredOn(effect -> effect instanceof Effect.Forward forward
                                && !(forward.message() instanceof Sync)
                                && !(forward.message() instanceof Terminate))
                        .hasSize(due ? 1 : 0);
            }
        }
    }

    private static String table() throws IOException {
        try (InputStream text =
                Objects.requireNonNull(TotalityTest.class.getResourceAsStream("transitions.txt"), "transitions.txt")) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }

    private static SessionScript started() {
        return SessionScript.onLoopback().startup("user", "ann", "database", "shop");
    }

    private static SessionScript parking() {
        return SessionScript.open().client(query("DELETE FROM orders")).park().appended();
    }

    private static SessionScript settling() {
        SessionScript script =
                SessionScript.open().client(parse("s", "SELECT 1")).allow();
        return script.client(new Sync(), bind("", "s"));
    }

    private static SessionEvent startupReceived(String... namesAndValues) {
        return new SessionEvent.StartupReceived(Samples.startup(namesAndValues));
    }

    private static SessionEvent proven(SessionScript script, ProofOutcome outcome) {
        return new SessionEvent.Proven(script.ticket(), outcome);
    }

    private static SessionEvent decided(SessionScript script, DecisionOutcome outcome) {
        return new SessionEvent.Decided(script.ticket(), outcome);
    }
}
