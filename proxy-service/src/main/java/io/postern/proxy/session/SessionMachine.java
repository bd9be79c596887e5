package io.postern.proxy.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.FrontendType;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.Terminate;
import io.postern.pgwire.TransactionStatus;
import io.postern.proxy.session.Responses.Disposition;
import io.postern.proxy.session.SessionEvent.Admitted;
import io.postern.proxy.session.SessionEvent.AppendFailed;
import io.postern.proxy.session.SessionEvent.Appended;
import io.postern.proxy.session.SessionEvent.ApprovalResolved;
import io.postern.proxy.session.SessionEvent.CancelAsked;
import io.postern.proxy.session.SessionEvent.ClientGone;
import io.postern.proxy.session.SessionEvent.ClientSent;
import io.postern.proxy.session.SessionEvent.Decided;
import io.postern.proxy.session.SessionEvent.DrainAsked;
import io.postern.proxy.session.SessionEvent.ProtocolBroken;
import io.postern.proxy.session.SessionEvent.Proven;
import io.postern.proxy.session.SessionEvent.ServerRelayed;
import io.postern.proxy.session.SessionEvent.ServerSent;
import io.postern.proxy.session.SessionEvent.ShutdownAsked;
import io.postern.proxy.session.SessionEvent.StartupReceived;
import io.postern.proxy.session.SessionEvent.TimerFired;
import io.postern.proxy.session.SessionEvent.TlsEstablished;
import io.postern.proxy.session.SessionEvent.TokenChecked;
import io.postern.proxy.session.SessionEvent.TooManySessions;
import io.postern.proxy.session.SessionEvent.UpstreamFailed;
import io.postern.proxy.session.SessionEvent.UpstreamGone;
import io.postern.proxy.session.SessionEvent.UpstreamReady;
import io.postern.proxy.session.SessionState.Admitting;
import io.postern.proxy.session.SessionState.AwaitingStartup;
import io.postern.proxy.session.SessionState.AwaitingTls;
import io.postern.proxy.session.SessionState.AwaitingToken;
import io.postern.proxy.session.SessionState.CheckingToken;
import io.postern.proxy.session.SessionState.Closed;
import io.postern.proxy.session.SessionState.Confirming;
import io.postern.proxy.session.SessionState.Connecting;
import io.postern.proxy.session.SessionState.Deciding;
import io.postern.proxy.session.SessionState.Discarding;
import io.postern.proxy.session.SessionState.Held;
import io.postern.proxy.session.SessionState.Leaving;
import io.postern.proxy.session.SessionState.Opening;
import io.postern.proxy.session.SessionState.Parked;
import io.postern.proxy.session.SessionState.Parking;
import io.postern.proxy.session.SessionState.Proving;
import io.postern.proxy.session.SessionState.Ready;
import io.postern.proxy.session.SessionState.Recording;
import io.postern.proxy.session.SessionState.Settling;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.SessionFact;

/**
 * One session: {@link #on} takes what happened and returns what to do. Answers every event in every state; what cannot be
 * in a state is a violation and closes, what is late is void. Confined to one thread.
 */
public final class SessionMachine {

    private static final String TERMINATED = "terminated by the client";

    private static final String SHUTTING_DOWN = "terminating connection: this proxy is shutting down";

    private final String sessionId;
    private final Login login;
    private final SessionRules rules;
    private final Out out = new Out();
    private SessionState state = new AwaitingStartup(false, false, false);
    private @Nullable Conversation conversation;
    private Disposition disposition = Disposition.RELAY;
    private boolean draining;

    public SessionMachine(String sessionId, String clientAddress, boolean loopback, SessionRules rules) {
        this.sessionId = sessionId;
        this.rules = rules;
        login = new Login(sessionId, clientAddress, loopback, rules);
    }

    public SessionState state() {
        return state;
    }

    /** Whether the next packet of the client belongs to the startup phase, which has no type byte. */
    public boolean readsStartup() {
        return state instanceof AwaitingStartup;
    }

    /** Whether the client's next message may be handed over now; otherwise it has to wait. */
    public boolean readsClient() {
        return state instanceof AwaitingStartup
                || state instanceof AwaitingToken
                || state instanceof Ready
                || state instanceof Discarding;
    }

    /** Whether a message of the client waits for {@link SessionEvent.ServerRelayed}. */
    public boolean awaitsRelay() {
        return state instanceof Settling;
    }

    /** Whether the message of the last {@link ServerSent} goes on to the client as it is. */
    public boolean relaysServerMessage() {
        return disposition == Disposition.RELAY;
    }

    /** When the connection was accepted. */
    public List<Effect> onAccepted() {
        out.add(new Effect.StartTimer(Timer.LOGIN, rules.loginTimeout()));
        return out.drain();
    }

    public List<Effect> on(SessionEvent event, Moment now) {
        if (!(state instanceof Closed)) {
            state = next(event, now);
            if (isDrained(state)) {
                out.add(new Effect.StartTimer(Timer.DRAINED, Duration.ZERO));
            }
        } else if (event instanceof ServerSent) {
            disposition = Disposition.WITHHOLD;
        }
        return out.drain();
    }

    /** A fault of our own: nothing of this session can be trusted any more. */
    public List<Effect> onFault(Moment now) {
        out.drain();
        if (!(state instanceof Closed)) {
            state = fatal(Refusal.INTERNAL, "internal error of the gate; the connection is closed", now);
        }
        return out.drain();
    }

    /** A draining session ends as soon as nothing of it runs and no transaction is open; what was said last is relayed first. */
    private boolean isDrained(SessionState next) {
        if (!draining || next instanceof Closed || conversation == null) {
            return draining && conversation == null && !(next instanceof Closed);
        }
        Responses responses = conversation.responses();
        return next instanceof Ready && responses.isQuiet() && responses.status() == TransactionStatus.IDLE;
    }

    private SessionState next(SessionEvent event, Moment now) {
        if (event instanceof ServerSent sent) {
            return onServer(sent, now);
        }
        if (event instanceof ServerRelayed) {
            return state instanceof Settling settling ? settle(conversation(), settling.message(), now) : state;
        }
        if (event instanceof ClientSent sent) {
            return onClient(sent.message(), now);
        }
        if (event instanceof Decided decided) {
            return onDecided(decided, now);
        }
        if (event instanceof Proven proven) {
            return state instanceof Proving proving && proving.ticket() == proven.ticket()
                    ? conversation().proofs().onProven(proving, proven.outcome(), now, out)
                    : state;
        }
        if (event instanceof Appended appended) {
            return onAppended(appended.ticket(), now);
        }
        if (event instanceof AppendFailed failed) {
            return onAppendFailed(failed.ticket());
        }
        if (event instanceof ApprovalResolved resolved) {
            return onResolved(resolved);
        }
        if (event instanceof StartupReceived received) {
            return state instanceof AwaitingStartup awaiting
                    ? login.onStartup(awaiting, received.packet(), out)
                    : violation("a startup packet out of place", now);
        }
        if (event instanceof TlsEstablished) {
            return state instanceof AwaitingTls awaiting
                    ? new AwaitingStartup(true, true, awaiting.gssAsked())
                    : violation("a TLS handshake out of place", now);
        }
        if (event instanceof TokenChecked checked) {
            return state instanceof CheckingToken checking && checking.ticket() == checked.ticket()
                    ? login.onTokenChecked(checking, checked.result(), out)
                    : state;
        }
        if (event instanceof Admitted admitted) {
            return state instanceof Admitting admitting && admitting.ticket() == admitted.ticket()
                    ? login.onAdmitted(admitting, admitted.outcome(), out)
                    : state;
        }
        if (event instanceof UpstreamReady ready) {
            return state instanceof Connecting connecting && connecting.ticket() == ready.ticket()
                    ? login.onUpstreamReady(connecting, ready.parameters(), out)
                    : state;
        }
        if (event instanceof UpstreamFailed failed) {
            return state instanceof Connecting connecting && connecting.ticket() == failed.ticket()
                    ? login.onUpstreamFailed(connecting, failed.why(), out)
                    : state;
        }
        if (event instanceof TooManySessions tooMany) {
            return state instanceof Connecting connecting && connecting.ticket() == tooMany.ticket()
                    ? login.onTooManySessions(connecting, tooMany.why(), out)
                    : state;
        }
        return onEnd(event, now);
    }

    private SessionState onEnd(SessionEvent event, Moment now) {
        if (event instanceof ClientGone) {
            return end("the client went away", now);
        }
        if (event instanceof UpstreamGone) {
            if (state instanceof Leaving) {
                return end(TERMINATED, now);
            }
            if (conversation == null || !conversation.responses().isEnding()) {
                out.reply(Refusal.UPSTREAM_UNREACHABLE.fatal("the database connection was lost"));
            }
            return end("the database connection was lost", now);
        }
        if (event instanceof CancelAsked) {
            return onCancel();
        }
        if (event instanceof TimerFired fired) {
            return onTimer(fired.timer(), now);
        }
        if (event instanceof DrainAsked) {
            draining = true;
            return state;
        }
        if (event instanceof ShutdownAsked) {
            return fatal(Refusal.SESSION_ENDED, SHUTTING_DOWN, now);
        }
        if (event instanceof ProtocolBroken broken) {
            return violation(broken.what(), now);
        }
        throw new IllegalStateException("unknown event " + event.getClass());
    }

    private SessionState onClient(FrontendMessage message, Moment now) {
        if (message instanceof Terminate && conversation != null) {
            out.forward(message);
            return conversation.responses().size() > 0 ? new Leaving() : end(TERMINATED, now);
        }
        if (state instanceof AwaitingToken awaiting && message instanceof PasswordMessage token) {
            return login.onToken(awaiting, token, out);
        }
        if (conversation == null || message.frontendType() == FrontendType.AUTHENTICATION) {
            return violation("message " + message.frontendType() + " out of place", now);
        }
        if (state instanceof Ready) {
            return say(conversation, message, now);
        }
        if (state instanceof Discarding discarding) {
            return conversation.onDiscarded(discarding, message, out);
        }
        return violation("message " + message.frontendType() + " out of turn", now);
    }

    private SessionState onServer(ServerSent sent, Moment now) {
        if (conversation == null) {
            disposition = Disposition.WITHHOLD;
            return fatal(Refusal.UPSTREAM_UNREACHABLE, "the server spoke out of turn", now);
        }
        if (conversation.responses().isEnding()) {
            disposition = Disposition.WITHHOLD;
            return end("the server spoke after its last words", now);
        }
        try {
            disposition = conversation.responses().on(sent.message(), sent.bytes(), now, out);
        } catch (UnexpectedAnswer e) {
            disposition = Disposition.WITHHOLD;
            e.rawColumn().ifPresent(raw -> conversation().flow().recordRaw(raw, out));
            return fatal(e.refusal(), e.why(), now);
        }
        if (state instanceof Settling || !conversation.responses().isSkipping()) {
            return state;
        }
        Held held = held();
        if (held != null) {
            return conversation.flow().overtake(held, now, out);
        }
        return state instanceof Ready ? new Discarding(true) : state;
    }

    private SessionState settle(Conversation current, FrontendMessage message, Moment now) {
        if (current.responses().isSkipping()) {
            return current.onDiscarded(new Discarding(true), message, out);
        }
        return say(current, message, now);
    }

    private SessionState say(Conversation current, FrontendMessage message, Moment now) {
        if (current.responses().isCopyingIn() && !Conversation.belongsToCopy(message)) {
            out.reply(Refusal.PROTOCOL_VIOLATION
                    .denial(String.format(
                            Locale.ROOT,
                            "unexpected message type 0x%02X during COPY from stdin",
                            message.frontendType().code()))
                    .toMessage());
            return violation("terminating connection because protocol synchronization was lost", now);
        }
        return current.onMessage(message, out);
    }

    private SessionState onDecided(Decided decided, Moment now) {
        if (state instanceof Deciding deciding && deciding.ticket() == decided.ticket()) {
            return isNarrower(decided.outcome())
                    ? narrowed(deciding, now)
                    : conversation().flow().onDecided(deciding, decided.outcome(), now, out);
        }
        if (state instanceof Confirming confirming && confirming.ticket() == decided.ticket()) {
            return conversation().approvals().onConfirmed(confirming, decided.outcome(), out);
        }
        return state;
    }

    /** What ran unrestricted may have changed settings that other decisions rely on. */
    private boolean isNarrower(DecisionOutcome outcome) {
        return conversation().responses().isWide()
                && outcome instanceof DecisionOutcome.Decided made
                && !made.decision().isUnrestricted();
    }

    private SessionState narrowed(Deciding deciding, Moment now) {
        Refusal.Denial denial = Refusal.SESSION_ENDED.denial("the access of this session was narrowed; connect again");
        conversation().flow().recordNarrowed(deciding.pending(), denial, out);
        return fatal(denial.refusal(), denial.message(), now);
    }

    private SessionState onAppended(long ticket, Moment now) {
        if (state instanceof Recording recording && recording.ticket() == ticket) {
            return conversation().flow().onRecorded(recording, now, out);
        }
        if (state instanceof Parking parking && parking.ticket() == ticket) {
            return conversation().approvals().onRequested(parking, now, out);
        }
        if (state instanceof Opening opening && opening.ticket() == ticket) {
            conversation = new Conversation(opening.pass().session(), opening.parameters(), rules);
            login.greet(opening, now, out);
            return new Ready();
        }
        return state;
    }

    private SessionState onAppendFailed(long ticket) {
        if (state instanceof Recording recording && recording.ticket() == ticket) {
            return conversation().flow().onRecordFailed(recording, out);
        }
        if (state instanceof Parking parking && parking.ticket() == ticket) {
            return conversation().approvals().onRequestFailed(parking, out);
        }
        if (state instanceof Opening opening && opening.ticket() == ticket) {
            return login.onOpenFailed(out);
        }
        return state;
    }

    private SessionState onResolved(ApprovalResolved resolved) {
        Held held = held();
        return held != null
                        && !(state instanceof Confirming)
                        && held.approval().approvalId().equals(resolved.approvalId())
                ? conversation().approvals().onResolved(held, resolved.resolution(), out)
                : state;
    }

    private SessionState onCancel() {
        Held held = held();
        if (held != null) {
            return conversation().approvals().cancel(held, out);
        }
        if (state instanceof Deciding deciding) {
            return conversation().flow().cancelUnrecorded(deciding.pending(), Optional.empty(), out);
        }
        if (state instanceof Proving proving) {
            return conversation().flow().cancelUnrecorded(proving.pending(), Optional.of(proving.decision()), out);
        }
        if (conversation != null && conversation.responses().size() > 0) {
            out.add(new Effect.CancelUpstream());
        }
        return state;
    }

    /** The statement that waits for a person, if one does. */
    private @Nullable Held held() {
        if (state instanceof Parked parked) {
            return parked.held();
        }
        if (state instanceof Parking parking) {
            return parking.held();
        }
        return state instanceof Confirming confirming ? confirming.held() : null;
    }

    private SessionState onTimer(Timer timer, Moment now) {
        return switch (timer) {
            case LOGIN ->
                conversation == null
                        ? fatal(Refusal.LOGIN_TOO_SLOW, "canceling authentication due to timeout", now)
                        : state;
            case TOKEN -> fatal(Refusal.SESSION_ENDED, "the token has expired; connect again with a new one", now);
            case PARKED ->
                state instanceof Parked parked ? conversation().approvals().expire(parked.held(), out) : state;
            case IDLE ->
                state instanceof Ready && conversation().responses().isQuiet()
                        ? fatal(Refusal.IDLE_TOO_LONG, "terminating connection due to idle-session timeout", now)
                        : state;
            case DRAINED -> isDrained(state) ? fatal(Refusal.SESSION_ENDED, SHUTTING_DOWN, now) : state;
        };
    }

    private SessionState violation(String what, Moment now) {
        if (conversation == null) {
            return login.violation(what, out);
        }
        return fatal(Refusal.PROTOCOL_VIOLATION, what, now);
    }

    private SessionState fatal(Refusal refusal, String message, Moment now) {
        if (conversation == null && !(state instanceof Opening)) {
            return login.reject(refusal, message, Login.Known.of(state), out);
        }
        if (conversation == null || !conversation.responses().isEnding()) {
            out.reply(refusal.fatal(message));
        }
        if (conversation != null && conversation.responses().size() > 0) {
            out.add(new Effect.CancelUpstream());
        }
        return end(message, now);
    }

    private SessionState end(String reason, Moment now) {
        if (conversation != null) {
            Held held = held();
            if (held != null) {
                conversation.approvals().abandon(held, reason, out);
            } else if (state instanceof Recording recording) {
                conversation.flow().abandonRecording(recording, reason, out);
            }
            conversation.responses().abandon(now, out);
            out.emit(
                    sessionId,
                    new SessionFact.Closed(reason, conversation.flow().statements()));
        } else if (state instanceof Opening) {
            out.emit(sessionId, new SessionFact.Closed(reason, 0));
        }
        out.add(new Effect.Close(reason));
        return new Closed();
    }

    private Conversation conversation() {
        if (conversation == null) {
            throw new IllegalStateException("no conversation in state " + state);
        }
        return conversation;
    }
}
