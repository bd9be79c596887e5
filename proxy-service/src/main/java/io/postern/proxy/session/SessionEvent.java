package io.postern.proxy.session;

import java.util.List;
import java.util.Map;

import io.postern.identity.TokenVerifier;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.StartupPacket;
import io.postern.proxy.proof.ProofOutcome;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.DecisionOutcome;

/**
 * What can happen to a session. Answers to effects carry the effect's ticket; an answer whose ticket is not awaited any
 * more is void.
 */
public sealed interface SessionEvent {

    /** The client sent a packet of the startup phase. */
    record StartupReceived(StartupPacket packet) implements SessionEvent {}

    /** The TLS handshake with the client is done. */
    record TlsEstablished() implements SessionEvent {}

    /** The client sent a message. */
    record ClientSent(FrontendMessage message) implements SessionEvent {}

    /** The client's connection ended. */
    record ClientGone() implements SessionEvent {}

    record TokenChecked(long ticket, TokenVerifier.Result result) implements SessionEvent {}

    record Admitted(long ticket, AdmissionOutcome outcome) implements SessionEvent {}

    /**
     * The database accepted the brokered credential.
     *
     * @param parameters as the server reported them
     */
    record UpstreamReady(long ticket, Map<String, String> parameters) implements SessionEvent {}

    record UpstreamFailed(long ticket, String why) implements SessionEvent {}

    /** As many sessions are open as may be: in total, of this identity, or from this address. Answers Connect. */
    record TooManySessions(long ticket, String why) implements SessionEvent {}

    /** The database connection ended. */
    record UpstreamGone() implements SessionEvent {}

    /**
     * The server sent a message that the session has to know of; DataRow and CopyData never come this way.
     *
     * @param bytes relayed to the client since the last such event, this message included
     */
    record ServerSent(BackendMessage message, long bytes) implements SessionEvent {}

    /** The message of the last {@link ServerSent} has been passed on, or withheld: what waited for it may be looked at. */
    record ServerRelayed() implements SessionEvent {}

    record Decided(long ticket, DecisionOutcome outcome) implements SessionEvent {}

    record Proven(long ticket, ProofOutcome outcome) implements SessionEvent {}

    /** The log acknowledged. */
    record Appended(long ticket) implements SessionEvent {}

    /** The log did not acknowledge in time. */
    record AppendFailed(long ticket) implements SessionEvent {}

    record ApprovalResolved(String approvalId, ApprovalResolution resolution) implements SessionEvent {}

    /** A CancelRequest with this session's key came in. */
    record CancelAsked() implements SessionEvent {}

    record TimerFired(Timer timer) implements SessionEvent {}

    /** The proxy is going away: the session ends once its transaction has. */
    record DrainAsked() implements SessionEvent {}

    /** The proxy is gone in a moment: the session ends now. */
    record ShutdownAsked() implements SessionEvent {}

    /** A peer broke the protocol. */
    record ProtocolBroken(String what) implements SessionEvent {}

    /** For the totality test: every kind of event. */
    static List<Class<?>> kinds() {
        return List.of(SessionEvent.class.getPermittedSubclasses());
    }
}
