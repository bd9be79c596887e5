package io.postern.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Flush;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.Target;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.session.SessionState.Deciding;
import io.postern.proxy.session.SessionState.Discarding;
import io.postern.proxy.session.SessionState.Held;
import io.postern.proxy.session.SessionState.Next;
import io.postern.proxy.session.SessionState.Pending;
import io.postern.proxy.session.SessionState.Purpose;
import io.postern.proxy.session.SessionState.Ready;
import io.postern.proxy.session.SessionState.Recording;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Outline;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

/** One statement's way: decided, recorded, parked where told to, forwarded. Confined to its session's thread. */
final class StatementFlow {

    /** Goes on in place of a text that is comments only, which no record holds. */
    private static final SqlText NOTHING = SqlText.of("");

    private static final String OVERTAKEN = "an earlier statement of the pipeline failed";

    /** Of a parked statement and its parameters. */
    private static final int MAX_PARKED_BYTES = 1024 * 1024;

    private final Session session;
    private final SessionRules rules;
    private final Names names;
    private final Responses responses;
    private final Refuser refuser;
    private final ProofWait proofs;
    private final ApprovalWait approvals;
    private long statements;

    StatementFlow(Session session, SessionRules rules, Names names, Responses responses) {
        this.session = session;
        this.rules = rules;
        this.names = names;
        this.responses = responses;
        refuser = new Refuser(names, responses);
        proofs = new ProofWait(session, this);
        approvals = new ApprovalWait(session, rules, this);
    }

    Refuser refuser() {
        return refuser;
    }

    ProofWait proofs() {
        return proofs;
    }

    ApprovalWait approvals() {
        return approvals;
    }

    /** Whether the server reads over what comes, up to Sync. */
    boolean isOvertaken() {
        return responses.isSkipping();
    }

    long statements() {
        return statements;
    }

    SessionState onQuery(Query query, Out out) {
        StatementText text;
        try {
            text = StatementText.of(query.sql(), rules.lexerLimits());
        } catch (LexicalError e) {
            return refuseUnreadable(query.sql(), e, false, out);
        }
        if (text.isEmpty()) {
            return forwardQuery(query, NOTHING, Optional.empty(), Followed.NOTHING, out);
        }
        return ask(text, List.of(), query, Purpose.QUERY, out);
    }

    SessionState onParse(Parse parse, Out out) {
        StatementText text;
        try {
            text = StatementText.of(parse.query(), rules.lexerLimits());
        } catch (LexicalError e) {
            return refuseUnreadable(parse.query(), e, true, out);
        }
        if (text.isEmpty()) {
            return forwardParse(
                    parse, new Names.Prepared(text, NOTHING, parse.parameterTypes(), Optional.empty()), out);
        }
        return ask(text, List.of(), parse, Purpose.PREPARE, out);
    }

    /** The first Execute of a portal. */
    SessionState onExecute(Execute execute, Names.Prepared prepared, List<Parameter> parameters, Out out) {
        Pending pending =
                new Pending(nextStatementId(), prepared.text(), prepared.sql(), parameters, execute, Purpose.EXECUTE);
        return ask(pending, out);
    }

    private SessionState ask(
            StatementText text, List<Parameter> parameters, FrontendMessage message, Purpose purpose, Out out) {
        return ask(new Pending(nextStatementId(), text, text.sql(), parameters, message, purpose), out);
    }

    private SessionState ask(Pending pending, Out out) {
        long ticket = out.ticket();
        out.add(new Effect.Decide(ticket, session, pending.text()));
        return new Deciding(pending, ticket);
    }

    SessionState onDecided(Deciding state, DecisionOutcome outcome, Moment now, Out out) {
        Pending pending = state.pending();
        if (responses.isSkipping()) {
            return new Discarding(true);
        }
        if (outcome instanceof DecisionOutcome.Unavailable unavailable) {
            return refuseUndecided(pending, unavailable.why(), out);
        }
        Decision decision = ((DecisionOutcome.Decided) outcome).decision();
        if (decision.verdict() == Verdict.DENY) {
            return record(pending, decision, new Next.Refuse(Denials.denied(decision)), out);
        }
        if (pending.message() instanceof Execute execute) {
            return onPortal(pending, execute, decision, now, out);
        }
        Pending edited;
        try {
            edited = pending.rewritten(decision.rewrite(pending.text()));
        } catch (IllegalArgumentException e) {
            return refuseUndecided(pending, "the policy service's edits do not fit the statement", out);
        }
        List<Long> types = pending.message() instanceof Parse parse ? parse.parameterTypes() : List.of();
        Optional<Refusal.Denial> unsafe = Denials.unsafeTypes(types, decision);
        if (unsafe.isPresent()) {
            return record(pending, decision, new Next.Refuse(unsafe.get()), out);
        }
        return ProofWait.isNeeded(decision)
                ? proofs.ask(edited, decision, types, out)
                : proceed(edited, decision, now, out);
    }

    /** What was prepared was proven under the decision of then. */
    private SessionState onPortal(Pending pending, Execute execute, Decision decision, Moment now, Out out) {
        Optional<Names.Prepared> prepared = names.portal(execute.portal()).flatMap(Names.Portal::prepared);
        boolean proven = prepared.flatMap(Names.Prepared::decision)
                .filter(decision::equals)
                .isPresent();
        return proven || !ProofWait.isNeeded(decision) || !isPreparedFor(execute, decision)
                ? onRunnable(pending, decision, now, out)
                : proofs.ask(pending, decision, prepared.orElseThrow().parameterTypes(), out);
    }

    /** Decided, and proven where that is asked for. */
    SessionState proceed(Pending pending, Decision decision, Moment now, Out out) {
        if (pending.message() instanceof Parse parse) {
            responses.under(decision);
            return forwardParse(
                    parse,
                    new Names.Prepared(pending.text(), pending.sql(), parse.parameterTypes(), Optional.of(decision)),
                    out);
        }
        return onRunnable(pending, decision, now, out);
    }

    private SessionState onRunnable(Pending pending, Decision decision, Moment now, Out out) {
        Optional<Refusal.Denial> obstacle = obstacle(pending, decision);
        if (obstacle.isPresent()) {
            return record(pending, decision, new Next.Refuse(obstacle.get()), out);
        }
        if (decision.verdict() != Verdict.PARK) {
            return record(pending, decision, new Next.Run(), out);
        }
        ApprovalTicket approval =
                ApprovalTicket.of(rules.approvalIds().get(), subject(pending, decision), now.instant());
        return record(pending, decision, new Next.Park(approval), out);
    }

    /** What is asked of a person. */
    ApprovalTicket.Subject subject(Pending pending, Decision decision) {
        return new ApprovalTicket.Subject(
                session, responses.settings(), pending.text(), pending.parameters(), decision);
    }

    private Optional<Refusal.Denial> obstacle(Pending pending, Decision decision) {
        if (pending.message() instanceof Execute execute && !isPreparedFor(execute, decision)) {
            boolean gone = names.portal(execute.portal()).isEmpty();
            return Optional.of(gone ? Denials.unknown(Target.PORTAL, execute.portal()) : Denials.stale());
        }
        if (names.mayNameBoundPortal(pending.text().outline().fetched())) {
            return Optional.of(Refusal.UNSUPPORTED.denial(
                    "FETCH and MOVE cannot run a portal of the extended protocol here: use Execute"));
        }
        if (!decision.isUnrestricted()) {
            Optional<Refusal.Denial> named = behindNames(pending.text().outline(), decision);
            if (named.isPresent()) {
                return named;
            }
        }
        if (decision.verdict() == Verdict.PARK && size(pending) > MAX_PARKED_BYTES) {
            return Optional.of(Refusal.TOO_COMPLEX.denial("a statement of this size cannot be looked at by a person"));
        }
        return Optional.empty();
    }

    /** EXECUTE and FETCH are decided by their own words; what they run was decided when it was prepared or declared. */
    private Optional<Refusal.Denial> behindNames(Outline outline, Decision decision) {
        if (names.mayNameStatement(outline.executed(), prepared -> prepared.verdict() == Verdict.PARK)) {
            return Optional.of(Refusal.UNSUPPORTED
                    .denial("EXECUTE cannot run what needs an approval")
                    .withHint("Send the statement itself."));
        }
        Predicate<Decision> older = made -> !made.versions().equals(decision.versions());
        if (names.mayNameStatement(outline.executed(), older)) {
            return Optional.of(Denials.stale());
        }
        return names.mayNameCursor(outline.fetched(), older)
                ? Optional.of(Refusal.DECISION_CHANGED
                        .denial("policy or catalog changed since this cursor was declared")
                        .withHint("Declare the cursor again."))
                : Optional.empty();
    }

    private static long size(Pending pending) {
        long bytes = pending.text().sql().length();
        for (Parameter parameter : pending.parameters()) {
            bytes += parameter.value().map(Bytes::length).orElse(0);
        }
        return bytes;
    }

    private boolean isPreparedFor(Execute execute, Decision decision) {
        return names.portal(execute.portal())
                .flatMap(Names.Portal::prepared)
                .flatMap(Names.Prepared::decision)
                .filter(decision::runsTheSameTextAs)
                .isPresent();
    }

    private SessionState record(Pending pending, Decision decision, Next next, Out out) {
        return record(pending, decision, next, Optional.empty(), out);
    }

    /** @param reason goes on record with the refusal */
    SessionState refuse(
            Pending pending, Decision decision, Refusal.Denial denial, Optional<SessionFact> reason, Out out) {
        return record(pending, decision, new Next.Refuse(denial), reason, out);
    }

    private SessionState record(Pending pending, Decision decision, Next next, Optional<SessionFact> reason, Out out) {
        List<SessionFact> facts = new ArrayList<>();
        facts.add(submitted(pending, Optional.of(decision)));
        reason.ifPresent(facts::add);
        if (next instanceof Next.Refuse refuse) {
            facts.add(refused(pending, refuse.denial()));
        } else if (next instanceof Next.Park park) {
            facts.add(new SessionFact.Parked(
                    pending.statementId(),
                    park.approval().approvalId(),
                    park.approval().expiresAt()));
        }
        return append(pending, decision, next, facts, out);
    }

    SessionState append(Pending pending, Decision decision, Next next, List<SessionFact> facts, Out out) {
        long ticket = out.ticket();
        out.add(new Effect.Append(ticket, session.id(), facts));
        return new Recording(pending, decision, next, ticket);
    }

    SessionState onRecorded(Recording state, Moment now, Out out) {
        Pending pending = state.pending();
        if (state.next() instanceof Next.Refuse refuse) {
            return refuser.refuse(refuse.denial(), pending.extended(), out);
        }
        if (responses.isSkipping()) {
            if (state.next() instanceof Next.RunGranted granted) {
                approvals.withdraw(new Held(pending, state.decision(), granted.approval()), OVERTAKEN, out);
            }
            return skip(pending, state.decision(), now, out);
        }
        if (state.next() instanceof Next.Park park) {
            return approvals.request(new Held(pending, state.decision(), park.approval()), out);
        }
        if (state.next() instanceof Next.RunGranted granted) {
            out.add(new Effect.ConsumeApproval(granted.approval().approvalId(), session.id(), pending.statementId()));
        }
        return run(pending, state.decision(), now, out);
    }

    /** The server failed an earlier message of the pipeline while this one waited for a person. */
    SessionState overtake(Held held, Moment now, Out out) {
        approvals.withdraw(held, OVERTAKEN, out);
        return skip(held.pending(), held.decision(), now, out);
    }

    private SessionState skip(Pending pending, Decision decision, Moment now, Out out) {
        new Running(pending.statementId(), decision, now).skipped(now).ifPresent(fact -> out.emit(session.id(), fact));
        return new Discarding(true);
    }

    /** The session ends before the log has acknowledged the facts of a statement that would have run. */
    void abandonRecording(Recording state, String why, Out out) {
        if (state.next() instanceof Next.Refuse) {
            return;
        }
        Optional<String> approvalId = Optional.empty();
        if (state.next() instanceof Next.Park park) {
            approvalId = Optional.of(park.approval().approvalId());
        } else if (state.next() instanceof Next.RunGranted granted) {
            approvalId = Optional.of(granted.approval().approvalId());
            approvals.withdraw(new Held(state.pending(), state.decision(), granted.approval()), why, out);
        }
        out.emit(
                session.id(),
                new SessionFact.Refused(
                        state.pending().statementId(), Refusal.CANCELED.sqlState(), why, approvalId, Optional.empty()));
    }

    SessionState onRecordFailed(Recording state, Out out) {
        if (state.next() instanceof Next.RunGranted granted) {
            approvals.withdraw(
                    new Held(state.pending(), state.decision(), granted.approval()),
                    "the audit log could not be written",
                    out);
        }
        return refuseUnrecorded(state.pending(), out);
    }

    /** The client cancelled before anything ran. */
    SessionState cancelUnrecorded(Pending pending, Optional<Decision> decision, Out out) {
        return refuseUnasked(pending, decision, Denials.canceled(), out);
    }

    /** The server announced a column as it is stored. Nothing of it was relayed, and the session ends. */
    void recordRaw(UnexpectedAnswer.RawColumn raw, Out out) {
        List<String> differences = List.of(
                "RAW_RESULT " + raw.column().relationOid() + " " + raw.column().name());
        raw.running()
                .ifPresent(running -> out.emit(
                        session.id(),
                        new SessionFact.Disagreed(
                                running.statementId(),
                                differences,
                                running.decision().versions())));
        raw.prepared().ifPresent(prepared -> {
            Decision decision = prepared.decision().orElseThrow();
            Refusal.Denial denial = Refusal.RAW_MASKED_COLUMN.denial("the result would show a masked column");
            Pending described = new Pending(
                    nextStatementId(), prepared.text(), prepared.sql(), List.of(), new Flush(), Purpose.PREPARE);
            out.emit(
                    session.id(),
                    submitted(described, Optional.of(decision)),
                    new SessionFact.Disagreed(described.statementId(), differences, decision.versions()),
                    refused(described, denial));
        });
    }

    /** The session ran under a wider decision than it may have now. */
    void recordNarrowed(Pending pending, Refusal.Denial narrowed, Out out) {
        out.emit(session.id(), submitted(pending, Optional.empty()), refused(pending, narrowed));
    }

    private SessionState run(Pending pending, Decision decision, Moment now, Out out) {
        responses.under(decision);
        responses.underNames(decision, pending.text().outline());
        Running running = new Running(pending.statementId(), decision, now);
        Followed followed = Followed.of(pending.text(), decision, names, rules.lexerLimits());
        if (pending.message() instanceof Execute execute) {
            Optional<Names.Portal> portal = names.portal(execute.portal());
            portal.ifPresent(bound -> {
                lookAhead(bound, execute, running, pending.text().outline(), out);
                names.start(bound, running);
            });
            out.forward(execute);
            if (followed.isHolding()) {
                // What waits behind it may be the Sync that would have made the server send its answer.
                out.forward(new Flush());
            }
            responses.expect(new Expected.Execution(Optional.of(running), portal, followed));
            return new Ready();
        }
        return forwardQuery((Query) pending.message(), pending.sql(), Optional.of(running), followed, out);
    }

    /**
     * Whatever the client asks for, the portal's columns are seen ahead of its rows. Not those of the statement: by the time it
     * is bound, the server may have planned it anew. What runs by a name of SQL may even change after it was bound.
     */
    private void lookAhead(Names.Portal portal, Execute execute, Running running, Outline outline, Out out) {
        Decision decision = running.decision();
        if (!decision.guardedColumns().isEmpty() && (outline.runsNamed() || !portal.isDescribedUnder(decision))) {
            out.forward(new Describe(Target.PORTAL, execute.portal()));
            responses.expect(new Expected.InjectedDescription(running));
        }
    }

    private SessionState forwardQuery(Query query, SqlText sql, Optional<Running> running, Followed followed, Out out) {
        out.forward(query.sql().equals(sql) ? query : new Query(sql));
        responses.expect(new Expected.QueryResult(running, names.dropUnnamed(), followed));
        return new Ready();
    }

    private SessionState forwardParse(Parse parse, Names.Prepared prepared, Out out) {
        out.forward(new Parse(parse.statement(), prepared.sql(), parse.parameterTypes()));
        responses.expect(new Expected.Confirmation(names.prepare(parse.statement(), prepared)));
        return new Ready();
    }

    private SessionState refuseUnreadable(SqlText text, LexicalError error, boolean extended, Out out) {
        Refusal.Denial denial = Denials.unreadable(error);
        String statementId = nextStatementId();
        statements++;
        out.emit(
                session.id(),
                new SessionFact.Unreadable(statementId, extended, text),
                new SessionFact.Refused(
                        statementId, denial.sqlState(), denial.message(), Optional.empty(), Optional.empty()));
        return refuser.refuse(denial, extended, out);
    }

    private SessionState refuseUndecided(Pending pending, String why, Out out) {
        Refusal.Denial denial = Refusal.DECISION_UNAVAILABLE
                .denial("no policy decision can be had right now; the statement did not run")
                .withDetail(why);
        return refuseUnasked(pending, Optional.empty(), denial, out);
    }

    private SessionState refuseUnasked(Pending pending, Optional<Decision> decision, Refusal.Denial denial, Out out) {
        out.emit(session.id(), submitted(pending, decision), refused(pending, denial));
        return refuser.refuse(denial, pending.extended(), out);
    }

    SessionState refuseUnrecorded(Pending pending, Out out) {
        Refusal.Denial denial =
                Refusal.LOG_UNAVAILABLE.denial("the audit log cannot be written right now; the statement did not run");
        out.emit(session.id(), refused(pending, denial));
        return refuser.refuse(denial, pending.extended(), out);
    }

    private SessionFact submitted(Pending pending, Optional<Decision> decision) {
        statements++;
        return new SessionFact.Submitted(
                pending.statementId(),
                pending.extended(),
                pending.text(),
                runs(pending),
                pending.parameters(),
                decision);
    }

    private Optional<SqlText> runs(Pending pending) {
        return pending.sql().equals(pending.text().sql())
                ? names.textOf(pending.text().outline().executed())
                : Optional.of(pending.sql());
    }

    private static SessionFact refused(Pending pending, Refusal.Denial denial) {
        return new SessionFact.Refused(
                pending.statementId(), denial.sqlState(), denial.message(), Optional.empty(), Optional.empty());
    }

    /** Spent only where the statement goes on record, so that the record has no gaps. */
    private String nextStatementId() {
        return session.id() + "-" + (statements + 1);
    }
}
