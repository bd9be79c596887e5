package io.postern.proxy.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.postern.pgwire.NoticeResponse;
import io.postern.proxy.session.SessionState.Confirming;
import io.postern.proxy.session.SessionState.Grant;
import io.postern.proxy.session.SessionState.Held;
import io.postern.proxy.session.SessionState.Next;
import io.postern.proxy.session.SessionState.Parked;
import io.postern.proxy.session.SessionState.Parking;
import io.postern.proxy.statement.ApprovalResolution;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Rule;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.Verdict;

/** A statement between its parking and what becomes of it. Part of a {@link StatementFlow}, and confined like it. */
final class ApprovalWait {

    private final Session session;
    private final SessionRules rules;
    private final StatementFlow flow;

    ApprovalWait(Session session, SessionRules rules, StatementFlow flow) {
        this.session = session;
        this.rules = rules;
        this.flow = flow;
    }

    /** The log has the parked statement: now somebody has to be asked. */
    SessionState request(Held held, Out out) {
        long ticket = out.ticket();
        out.add(new Effect.RequestApproval(
                ticket,
                new Approvals.Request(
                        held.approval(),
                        session,
                        held.pending().statementId(),
                        held.pending().text(),
                        held.pending().parameters(),
                        held.decision())));
        return new Parking(held, ticket);
    }

    SessionState onRequested(Parking state, Moment now, Out out) {
        ApprovalTicket approval = state.held().approval();
        out.reply(notice(state.held().decision(), approval));
        Duration wait = Duration.between(now.instant(), approval.expiresAt()).plus(SessionRules.EXPIRY_GRACE);
        out.add(new Effect.StartTimer(Timer.PARKED, wait));
        return new Parked(state.held());
    }

    SessionState onRequestFailed(Parking state, Out out) {
        withdraw(state.held(), "the request could not be recorded", out);
        return flow.refuseUnrecorded(state.held().pending(), out);
    }

    SessionState onResolved(Held held, ApprovalResolution resolution, Out out) {
        out.add(new Effect.StopTimer(Timer.PARKED));
        String approvalId = held.approval().approvalId();
        if (resolution instanceof ApprovalResolution.Granted granted) {
            return onGranted(held, granted, out);
        }
        if (resolution instanceof ApprovalResolution.Denied denied) {
            String reason = denied.reason().isBlank() ? "" : ": " + denied.reason();
            return end(
                    held,
                    Refusal.APPROVAL_REFUSED.denial("approval " + approvalId + " was denied by "
                            + denied.approver().subject() + reason),
                    new SessionFact.Refused(
                            held.pending().statementId(),
                            Refusal.APPROVAL_REFUSED.sqlState(),
                            "approval denied" + reason,
                            Optional.of(approvalId),
                            Optional.of(denied.approver())),
                    out);
        }
        String how = resolution instanceof ApprovalResolution.Expired ? "expired" : "was withdrawn";
        return end(held, Refusal.APPROVAL_ENDED.denial("approval " + approvalId + " " + how), out);
    }

    private SessionState onGranted(Held held, ApprovalResolution.Granted granted, Out out) {
        if (!granted.binding().equals(held.approval().binding())) {
            withdraw(held, "the grant is for something else", out);
            return end(held, Refusal.APPROVAL_REFUSED.denial("the approval was given for another statement"), out);
        }
        long ticket = out.ticket();
        out.add(new Effect.Decide(ticket, session, held.pending().text()));
        return new Confirming(held, new Grant(granted.approver(), granted.reason()), ticket);
    }

    /** Granted; it holds if policy and catalog still say what they said when it was asked for. */
    SessionState onConfirmed(Confirming state, DecisionOutcome outcome, Out out) {
        Held held = state.held();
        boolean unchanged = held.approval().isFor(flow.subject(held.pending(), held.decision()));
        if (unchanged
                && outcome instanceof DecisionOutcome.Decided decided
                && decided.decision().equals(held.decision())) {
            return flow.append(
                    held.pending(),
                    held.decision(),
                    new Next.RunGranted(held.approval()),
                    List.of(new SessionFact.Resumed(
                            held.pending().statementId(),
                            held.approval().approvalId(),
                            state.grant().approver(),
                            state.grant().reason())),
                    out);
        }
        if (!unchanged) {
            withdraw(held, "settings of the session changed after the request", out);
            return end(
                    held,
                    Refusal.APPROVAL_ENDED
                            .denial("settings of this session changed while the statement was parked")
                            .withHint("Send the statement again."),
                    out);
        }
        withdraw(held, "policy or catalog changed after the request", out);
        return end(
                held,
                Refusal.APPROVAL_ENDED
                        .denial("policy or catalog changed while the statement was parked")
                        .withHint("Send the statement again."),
                out);
    }

    SessionState cancel(Held held, Out out) {
        withdraw(held, "cancelled by the requester", out);
        return end(held, Denials.canceled(), out);
    }

    SessionState expire(Held held, Out out) {
        withdraw(held, "nobody decided in time", out);
        return end(
                held,
                Refusal.APPROVAL_ENDED.denial("approval " + held.approval().approvalId() + " expired"),
                out);
    }

    /** The session ends with the statement still waiting. */
    void abandon(Held held, String why, Out out) {
        withdraw(held, why, out);
        out.emit(session.id(), refused(held, Refusal.CANCELED.denial(why)));
    }

    void withdraw(Held held, String why, Out out) {
        out.add(new Effect.StopTimer(Timer.PARKED));
        out.add(new Effect.WithdrawApproval(held.approval().approvalId(), session.id(), why));
    }

    private SessionState end(Held held, Refusal.Denial denial, Out out) {
        return end(held, denial, refused(held, denial), out);
    }

    private SessionState end(Held held, Refusal.Denial denial, SessionFact fact, Out out) {
        out.emit(session.id(), fact);
        return flow.refuser().refuse(denial, held.pending().extended(), out);
    }

    private static SessionFact refused(Held held, Refusal.Denial denial) {
        return new SessionFact.Refused(
                held.pending().statementId(),
                denial.sqlState(),
                denial.message(),
                Optional.of(held.approval().approvalId()),
                Optional.empty());
    }

    private NoticeResponse notice(Decision decision, ApprovalTicket approval) {
        String reasons = decision.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.PARK)
                .map(Rule::reason)
                .distinct()
                .reduce((one, other) -> one + " " + other)
                .orElse(decision.reason());
        return NoticeResponse.of(
                "NOTICE",
                "00000",
                "parked, approval " + approval.approvalId() + " needed from "
                        + String.join(" or ", approval.approverGroups()),
                reasons,
                "Approve or deny at " + rules.approvalLink(approval.approvalId())
                        + " - or cancel the statement to withdraw the request.");
    }
}
