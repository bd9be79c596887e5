package io.postern.proxy.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.postern.identity.Identity;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;

/**
 * Where a session stands. Each state holds exactly what is known in it.
 *
 * <pre>
 *   AwaitingStartup ─► AwaitingTls ─► AwaitingStartup ─► AwaitingToken ─► CheckingToken ─► Admitting ─► Connecting
 *                                                                                                          │
 *        ┌───────────────────────────────────────────────── Ready ◄──────────────────────── Opening ◄──────┘
 *        ▼                                                    ▲
 *   (Settling, while a name depends on an earlier pipeline) ──┤
 *        ▼                                                    │
 *     Deciding ──► (Proving) ──► Recording ──► (forwarded) ───┤
 *        │            │             │                         │
 *        │            │             └──► Parking ──► Parked ──┼── Confirming ──► Recording
 *        └────────────┴──► refused ──► Discarding ── Sync ────┘
 *
 *   any ──► Closed, on Terminate by way of Leaving where answers are due
 * </pre>
 */
public sealed interface SessionState {

    /** The client may negotiate encryption, cancel, or start; each kind of negotiation once. */
    record AwaitingStartup(boolean encrypted, boolean tlsAsked, boolean gssAsked) implements SessionState {}

    record AwaitingTls(boolean gssAsked) implements SessionState {}

    record AwaitingToken(Startup startup) implements SessionState {}

    record CheckingToken(Startup startup, long ticket) implements SessionState {}

    record Admitting(Startup startup, Identity identity, Instant tokenExpiresAt, long ticket) implements SessionState {}

    record Connecting(Pass pass, long ticket) implements SessionState {}

    record Opening(Pass pass, Map<String, String> parameters, long ticket) implements SessionState {
        public Opening {
            parameters = Map.copyOf(parameters);
        }
    }

    /** The client's next message is looked at; results of earlier ones may still be on their way. */
    record Ready() implements SessionState {}

    /** The message speaks of a name that an unanswered message of an earlier pipeline may have changed. */
    record Settling(FrontendMessage message) implements SessionState {}

    record Deciding(Pending pending, long ticket) implements SessionState {}

    /** PostgreSQL is asked how it reads the text that was decided. */
    record Proving(Pending pending, Decision decision, long ticket) implements SessionState {}

    /** The facts are on their way to the log; what follows their acknowledgement is said by {@code next}. */
    record Recording(Pending pending, Decision decision, Next next, long ticket) implements SessionState {}

    /** The request for approval is on its way to the log. */
    record Parking(Held held, long ticket) implements SessionState {}

    record Parked(Held held) implements SessionState {}

    /** Granted; the decision is asked for once more, since policy or catalog may have moved on. */
    record Confirming(Held held, Grant grant, long ticket) implements SessionState {}

    /**
     * An error was answered in the extended protocol: everything up to Sync is dropped.
     *
     * @param upstream whether the server has to see the Sync too
     */
    record Discarding(boolean upstream) implements SessionState {}

    /** The client said goodbye before everything was answered; the server answers, and closes. */
    record Leaving() implements SessionState {}

    record Closed() implements SessionState {}

    /** Admitted, on the way to the database. */
    record Pass(
            Session session, Startup startup, Instant tokenExpiresAt, String admissionRuleId, String policyVersion) {}

    /**
     * The client message that waits, and the statement it is about.
     *
     * @param text as the client sent it
     * @param sql as the server gets it, once that is decided
     */
    record Pending(
            String statementId,
            StatementText text,
            SqlText sql,
            List<Parameter> parameters,
            FrontendMessage message,
            Purpose purpose) {
        public Pending {
            parameters = List.copyOf(parameters);
        }

        Pending rewritten(SqlText edited) {
            return new Pending(statementId, text, edited, parameters, message, purpose);
        }

        boolean extended() {
            return purpose != Purpose.QUERY;
        }
    }

    /** A statement that waits for a person. */
    record Held(Pending pending, Decision decision, ApprovalTicket approval) {}

    /** What the waiting message does. */
    enum Purpose {
        /** Query: runs the text. */
        QUERY,
        /** Parse: names the text. */
        PREPARE,
        /** Execute: runs a portal. */
        EXECUTE
    }

    /** What follows the log's acknowledgement. */
    sealed interface Next {
        record Run() implements Next {}

        record Refuse(Refusal.Denial denial) implements Next {}

        record Park(ApprovalTicket approval) implements Next {}

        record RunGranted(ApprovalTicket approval) implements Next {}
    }

    record Grant(Identity approver, String reason) {}
}
