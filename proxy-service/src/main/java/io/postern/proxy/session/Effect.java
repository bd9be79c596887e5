package io.postern.proxy.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.postern.identity.Identity;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.CancelRequest;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.PasswordMessage;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.StatementText;

/** What a session wants done, in this order. Effects with a ticket are answered by an event with the same. */
public sealed interface Effect {

    /** Send to the client. */
    record Reply(BackendMessage message) implements Effect {}

    /** Answer SSLRequest or GSSENCRequest with one byte; where it accepts TLS, the handshake follows. */
    record AnswerEncryption(boolean acceptTls) implements Effect {}

    /** Answered by TokenChecked. */
    record CheckToken(long ticket, PasswordMessage token) implements Effect {}

    /** Answered by Admitted. */
    record Admit(long ticket, Identity identity, String database) implements Effect {}

    /** Connect to the database as the session's role. Answered by UpstreamReady or UpstreamFailed. */
    record Connect(long ticket, Session session, Map<String, String> settings) implements Effect {
        public Connect {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Mint a cancel key for this session and send it to the client as BackendKeyData.
     *
     * @param longKey whether the client speaks protocol 3.2, whose keys may have more than four bytes
     */
    record SendCancelKey(boolean longKey) implements Effect {}

    /** Send to the database. */
    record Forward(FrontendMessage message) implements Effect {}

    /** Answered by Decided. */
    record Decide(long ticket, Session session, StatementText text) implements Effect {}

    /** Answered by Proven. */
    record Prove(long ticket, Session session, Decision decision, StatementText text, List<Long> parameterTypes)
            implements Effect {
        public Prove {
            parameterTypes = List.copyOf(parameterTypes);
        }
    }

    /** Answered by Appended or AppendFailed. */
    record Append(long ticket, String sessionId, List<SessionFact> facts) implements Effect {
        public Append {
            facts = List.copyOf(facts);
        }
    }

    /** Append without waiting: the log retries until it has them. */
    record Emit(String sessionId, List<SessionFact> facts) implements Effect {
        public Emit {
            facts = List.copyOf(facts);
        }
    }

    /** Answered by Appended or AppendFailed, and later by ApprovalResolved. */
    record RequestApproval(long ticket, Approvals.Request request) implements Effect {}

    record WithdrawApproval(String approvalId, String sessionId, String reason) implements Effect {}

    record ConsumeApproval(String approvalId, String sessionId, String statementId) implements Effect {}

    record StartTimer(Timer timer, Duration after) implements Effect {}

    record StopTimer(Timer timer) implements Effect {}

    /** Ask the database to cancel what this session runs. */
    record CancelUpstream() implements Effect {}

    /** Somebody asks to cancel the statement of the session that has this key. */
    record RouteCancel(CancelRequest request) implements Effect {}

    /** Send what is queued, then close both connections. */
    record Close(String reason) implements Effect {}
}
