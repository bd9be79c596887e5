package io.postern.proxy.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.postern.identity.Identity;
import io.postern.identity.TokenVerifier;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.StartupPacket;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;

/**
 * Plays events to a session and writes down what it does: events at the margin, effects indented. Answers carry the
 * ticket of the latest effect that asks for one.
 */
final class SessionScript {

    private final SessionMachine machine;
    private final StringBuilder transcript = new StringBuilder();
    private Instant now = Samples.START;
    private long ticket;
    private Bytes binding = Bytes.EMPTY;
    private String approvalId = "none";

    private SessionScript(boolean loopback, boolean tlsAvailable) {
        machine = new SessionMachine("s", "192.0.2.7:5000", loopback, Samples.rules(tlsAvailable));
        machine.onAccepted();
    }

    /** A client on this machine has connected; there is no TLS. */
    static SessionScript onLoopback() {
        return new SessionScript(true, false);
    }

    /** A client from elsewhere has connected. */
    static SessionScript fromNetwork(boolean tlsAvailable) {
        return new SessionScript(false, tlsAvailable);
    }

    /** Ann is connected to the shop. */
    static SessionScript open() {
        SessionScript script =
                onLoopback().startup("user", "ann", "database", "shop").token().verified();
        return script.admitted().connected(Map.of()).appended().quietly();
    }

    /** Ann is connected and in a transaction. */
    static SessionScript inTransaction() {
        return open().runs("BEGIN", 'T');
    }

    /** Forgets what was written so far. */
    SessionScript quietly() {
        transcript.setLength(0);
        return this;
    }

    /** Decided ALLOW, without any restriction. */
    SessionScript allowUnrestricted() {
        return decided(Samples.unrestricted());
    }

    /** An allowed Query, from the client's message to ReadyForQuery; leaves no lines. */
    SessionScript runs(String sql, char status) {
        return client(Samples.query(sql))
                .allow()
                .appended()
                .server(new io.postern.pgwire.CommandComplete("OK"), Samples.ready(status))
                .quietly();
    }

    String transcript() {
        return transcript.toString();
    }

    SessionMachine machine() {
        return machine;
    }

    SessionState state() {
        return machine.state();
    }

    SessionScript startup(String... namesAndValues) {
        return packet(Samples.startup(namesAndValues));
    }

    SessionScript packet(StartupPacket packet) {
        return on(packet.getClass().getSimpleName(), new SessionEvent.StartupReceived(packet));
    }

    SessionScript tlsEstablished() {
        return on("TLS established", new SessionEvent.TlsEstablished());
    }

    SessionScript token() {
        return client(new PasswordMessage("secret"));
    }

    SessionScript verified() {
        return checked("token verified", new TokenVerifier.Verified(Samples.ANN, Samples.TOKEN_EXPIRY));
    }

    SessionScript rejected(TokenVerifier.Reason reason) {
        return checked("token rejected " + reason, new TokenVerifier.Rejected(reason, "in plain words"));
    }

    SessionScript verifiedAs(Identity identity) {
        return checked("token verified", new TokenVerifier.Verified(identity, Samples.TOKEN_EXPIRY));
    }

    private SessionScript checked(String line, TokenVerifier.Result result) {
        return on(line, new SessionEvent.TokenChecked(ticket, result));
    }

    SessionScript admitted() {
        return admission(new AdmissionOutcome.Admitted("shop_agent", "agents-in", "p1"));
    }

    SessionScript admission(AdmissionOutcome outcome) {
        return on(outcome.getClass().getSimpleName(), new SessionEvent.Admitted(ticket, outcome));
    }

    SessionScript connected(Map<String, String> parameters) {
        return on("upstream ready", new SessionEvent.UpstreamReady(ticket, parameters));
    }

    SessionScript connectFailed(String why) {
        return on("upstream failed", new SessionEvent.UpstreamFailed(ticket, why));
    }

    SessionScript client(FrontendMessage... messages) {
        for (FrontendMessage message : messages) {
            on("client " + Transcript.line(message), new SessionEvent.ClientSent(message));
        }
        return this;
    }

    SessionScript clientGone() {
        return on("client gone", new SessionEvent.ClientGone());
    }

    SessionScript server(BackendMessage... messages) {
        for (BackendMessage message : messages) {
            on("server " + Transcript.line(message), new SessionEvent.ServerSent(message, 10));
            if (!machine.relaysServerMessage()) {
                transcript.append("  (withheld)\n");
            }
            if (machine.awaitsRelay()) {
                writeEffects(new SessionEvent.ServerRelayed());
            }
        }
        return this;
    }

    SessionScript serverGone() {
        return on("server gone", new SessionEvent.UpstreamGone());
    }

    SessionScript allow() {
        return decided(Samples.allow());
    }

    SessionScript deny() {
        return decided(Samples.deny());
    }

    SessionScript park() {
        return decided(Samples.park());
    }

    SessionScript decided(Decision decision) {
        return on(
                "decided " + decision.verdict(),
                new SessionEvent.Decided(ticket, new DecisionOutcome.Decided(decision)));
    }

    SessionScript unavailable() {
        return on("no decision", new SessionEvent.Decided(ticket, new DecisionOutcome.Unavailable("too slow")));
    }

    SessionScript agreed() {
        return proven(new ProofOutcome.Agreed());
    }

    SessionScript proven(ProofOutcome outcome) {
        return on(
                "proof " + outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                new SessionEvent.Proven(ticket, outcome));
    }

    SessionScript appended() {
        return on("appended", new SessionEvent.Appended(ticket));
    }

    SessionScript appendFailed() {
        return on("append failed", new SessionEvent.AppendFailed(ticket));
    }

    SessionScript granted() {
        return resolved(new ApprovalResolution.Granted(Samples.LEE, "fine", binding));
    }

    SessionScript resolved(ApprovalResolution resolution) {
        return on(
                "approval " + resolution.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                new SessionEvent.ApprovalResolved(approvalId, resolution));
    }

    SessionScript cancel() {
        return on("cancel", new SessionEvent.CancelAsked());
    }

    SessionScript fires(Timer timer) {
        return on("timer " + timer, new SessionEvent.TimerFired(timer));
    }

    SessionScript drain() {
        return on("drain", new SessionEvent.DrainAsked());
    }

    SessionScript tooManySessions(String why) {
        return on("too many sessions", new SessionEvent.TooManySessions(ticket, why));
    }

    SessionScript shutdown() {
        return on("shutdown", new SessionEvent.ShutdownAsked());
    }

    SessionScript broken(String what) {
        return on("protocol broken", new SessionEvent.ProtocolBroken(what));
    }

    SessionScript later(Duration time) {
        now = now.plus(time);
        return this;
    }

    long ticket() {
        return ticket;
    }

    private SessionScript on(String line, SessionEvent event) {
        transcript.append(line).append('\n');
        writeEffects(event);
        return this;
    }

    private void writeEffects(SessionEvent event) {
        play(event)
                .forEach(effect ->
                        transcript.append("  ").append(Transcript.line(effect)).append('\n'));
    }

    List<Effect> play(SessionEvent event) {
        List<Effect> effects = machine.on(
                event, new Moment(now, Duration.between(Samples.START, now).toNanos()));
        effects.forEach(this::remember);
        return effects;
    }

    private void remember(Effect effect) {
        @Nullable Long asked = ticketOf(effect);
        if (asked != null) {
            ticket = asked;
        }
        if (effect instanceof Effect.RequestApproval request) {
            approvalId = request.request().ticket().approvalId();
            binding = request.request().ticket().binding();
        }
    }

    static @Nullable Long ticketOf(Effect effect) {
        if (effect instanceof Effect.CheckToken check) {
            return check.ticket();
        }
        if (effect instanceof Effect.Admit admit) {
            return admit.ticket();
        }
        if (effect instanceof Effect.Connect connect) {
            return connect.ticket();
        }
        if (effect instanceof Effect.Decide decide) {
            return decide.ticket();
        }
        if (effect instanceof Effect.Prove prove) {
            return prove.ticket();
        }
        if (effect instanceof Effect.Append append) {
            return append.ticket();
        }
        return effect instanceof Effect.RequestApproval request ? request.ticket() : null;
    }
}
