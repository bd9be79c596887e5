package io.postern.schemas;

import java.util.List;
import java.util.Set;

import io.postern.commands.session.CancelRequested;
import io.postern.events.approval.ApprovalConsumed;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.approval.ApprovalWithdrawn;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.events.session.AnalysisDisagreed;
import io.postern.events.session.SessionClosed;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.events.session.StatementCompleted;
import io.postern.events.session.StatementParked;
import io.postern.events.session.StatementRefused;
import io.postern.events.session.StatementResumed;
import io.postern.events.session.StatementSubmitted;
import io.postern.schemas.Topic.Retention;
import io.postern.state.catalog.CatalogPublished;

/** The topic catalogue: the only place where topic names are written. */
public final class Topics {

    /** The largest statement with its largest parameters and its rewritten text, and room to spare. */
    public static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

    /** The audit log: every session and statement fact, in order per session. Key: session id. */
    public static final Topic SESSION_EVENTS = new Topic(
            "postern.sessions.events.v1",
            6,
            Retention.KEPT,
            MAX_MESSAGE_BYTES,
            Set.of(
                    SessionOpened.class,
                    SessionRefused.class,
                    StatementSubmitted.class,
                    StatementParked.class,
                    StatementResumed.class,
                    StatementRefused.class,
                    StatementCompleted.class,
                    AnalysisDisagreed.class,
                    SessionClosed.class));

    /** What proxies ask of the proxy that has a session. Key: the session's process id. */
    public static final Topic SESSION_COMMANDS =
            new Topic("postern.sessions.commands.v1", 1, Retention.SHORT, 64 * 1024, Set.of(CancelRequested.class));

    /** Questions of the proxies. Key: decision key. */
    public static final Topic DECISION_REQUESTS = new Topic(
            "postern.decisions.requests.v1",
            6,
            Retention.SHORT,
            MAX_MESSAGE_BYTES,
            Set.of(AdmissionRequested.class, DecisionRequested.class));

    /** Answers of the policy service; proxies keep them as their decision table. Key: decision key. */
    public static final Topic DECISION_STATE = new Topic(
            "postern.decisions.state.v1",
            6,
            Retention.COMPACTED,
            MAX_MESSAGE_BYTES,
            Set.of(AdmissionDecided.class, DecisionMade.class));

    /** Every published policy version, whole. Key: policy name. */
    public static final Topic POLICY_EVENTS = new Topic(
            "postern.policies.events.v1", 1, Retention.KEPT, MAX_MESSAGE_BYTES, Set.of(PolicyPublished.class));

    /** What the databases hold. Key: database. */
    public static final Topic CATALOG_STATE = new Topic(
            "postern.catalogs.state.v1", 1, Retention.COMPACTED, MAX_MESSAGE_BYTES, Set.of(CatalogPublished.class));

    /** The life of every approval. Key: approval id. */
    public static final Topic APPROVAL_EVENTS = new Topic(
            "postern.approvals.events.v1",
            3,
            Retention.KEPT,
            MAX_MESSAGE_BYTES,
            Set.of(
                    ApprovalRequested.class,
                    ApprovalGranted.class,
                    ApprovalDenied.class,
                    ApprovalExpired.class,
                    ApprovalWithdrawn.class,
                    ApprovalConsumed.class));

    /** All of the above. */
    public static final List<Topic> ALL = List.of(
            SESSION_EVENTS,
            SESSION_COMMANDS,
            DECISION_REQUESTS,
            DECISION_STATE,
            POLICY_EVENTS,
            CATALOG_STATE,
            APPROVAL_EVENTS);

    private Topics() {}
}
