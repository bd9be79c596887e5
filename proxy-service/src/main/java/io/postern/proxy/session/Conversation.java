package io.postern.proxy.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.Bind;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.session.Responses.Expected;
import io.postern.proxy.session.SessionState.Deciding;
import io.postern.proxy.session.SessionState.Discarding;
import io.postern.proxy.session.SessionState.Held;
import io.postern.proxy.session.SessionState.Next;
import io.postern.proxy.session.SessionState.Pending;
import io.postern.proxy.session.SessionState.Purpose;
import io.postern.proxy.session.SessionState.Ready;
import io.postern.proxy.session.SessionState.Recording;
import io.postern.proxy.session.SessionState.Settling;
import io.postern.proxy.statement.ApprovalTicket;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Parameter;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

/**
 * The client's statements, one message at a time: decided, recorded, parked where told to, forwarded. A message that has
 * to wait holds up those behind it. Confined to its session's thread.
 */
final class Conversation {

    /** Goes on in place of a text that is comments only, which no record holds. */
    private static final SqlText NOTHING = SqlText.of("");

    private static final String OVERTAKEN = "an earlier statement of the pipeline failed";

    /** Of a parked statement and its parameters. */
    private static final int MAX_PARKED_BYTES = 1024 * 1024;

    private static final int MAX_NAMES = 10_000;

    /** Of the texts and parameters behind the names; one message more may come on top. */
    private static final long MAX_NAMED_BYTES = 64L * 1024 * 1024;

    private static final int MAX_EXPECTED = 10_000;

    private final Session session;
    private final SessionRules rules;
    private final Names names = new Names();
    private final Responses responses;
    private final Refuser refuser;
    private final ApprovalWait approvals;
    private long statements;

    Conversation(Session session, SessionRules rules) {
        this.session = session;
        this.rules = rules;
        responses = new Responses(session.id(), names);
        refuser = new Refuser(names, responses);
        approvals = new ApprovalWait(session, rules, this);
    }

    Responses responses() {
        return responses;
    }

    Refuser refuser() {
        return refuser;
    }

    ApprovalWait approvals() {
        return approvals;
    }

    long statements() {
        return statements;
    }

    SessionState onMessage(FrontendMessage message, Out out) {
        if (isTooMuch(message)) {
            return refuser.refuse(
                    Refusal.TOO_COMPLEX.denial("too many prepared statements, portals or unanswered messages"),
                    !(message instanceof Query),
                    out);
        }
        if (reliesOnAnEarlierPipeline(message)) {
            return new Settling(message);
        }
        return switch (message.frontendType()) {
            case QUERY -> onQuery((Query) message, out);
            case PARSE -> onParse((Parse) message, out);
            case BIND -> onBind((Bind) message, out);
            case DESCRIBE -> onDescribe((Describe) message, out);
            case EXECUTE -> onExecute((Execute) message, out);
            case CLOSE -> onClose((Close) message, out);
            case SYNC -> onSync(out);
            case FLUSH, COPY_DATA, COPY_DONE, COPY_FAIL -> {
                out.forward(message);
                yield new Ready();
            }
            case FUNCTION_CALL ->
                refuser.refuse(
                        Refusal.UNSUPPORTED.denial("fast-path function calls do not pass this gate"), false, out);
            case TERMINATE, AUTHENTICATION ->
                throw new IllegalStateException("not a message of a conversation: " + message.frontendType());
        };
    }

    /** Were it forwarded now and that pipeline then failed, the server would take the name for something else than we do. */
    private boolean reliesOnAnEarlierPipeline(FrontendMessage message) {
        if (message instanceof Bind bind) {
            return names.isStatementOpen(bind.statement());
        }
        if (message instanceof Describe describe) {
            return describe.target() == Target.STATEMENT
                    ? names.isStatementOpen(describe.name())
                    : names.isPortalOpen(describe.name());
        }
        return message instanceof Execute execute && names.isPortalOpen(execute.portal());
    }

    /** What lowers the numbers always goes on. */
    private boolean isTooMuch(FrontendMessage message) {
        return switch (message.frontendType()) {
            case PARSE, BIND ->
                responses.size() >= MAX_EXPECTED || names.size() >= MAX_NAMES || names.bytes() >= MAX_NAMED_BYTES;
            case QUERY, DESCRIBE, EXECUTE, CLOSE -> responses.size() >= MAX_EXPECTED;
            case SYNC, FLUSH, COPY_DATA, COPY_DONE, COPY_FAIL, FUNCTION_CALL, TERMINATE, AUTHENTICATION -> false;
        };
    }

    /** After an error in the extended protocol: only Sync counts. */
    SessionState onDiscarded(Discarding state, FrontendMessage message, Out out) {
        if (!(message instanceof Sync)) {
            return state;
        }
        if (state.upstream()) {
            return onSync(out);
        }
        out.reply(new ReadyForQuery(responses.status()));
        return new Ready();
    }

    private SessionState onSync(Out out) {
        out.forward(new Sync());
        responses.expect(new Expected.Synchronization());
        return new Ready();
    }

    private SessionState onQuery(Query query, Out out) {
        StatementText text;
        try {
            text = StatementText.of(query.sql(), rules.lexerLimits());
        } catch (LexicalError e) {
            return refuseUnreadable(query.sql(), e, false, out);
        }
        Pending pending = new Pending(nextStatementId(), text, List.of(), query, Purpose.QUERY);
        if (text.isEmpty()) {
            return forwardQuery(pending, NOTHING, Optional.empty(), out);
        }
        return askForDecision(pending, out);
    }

    private SessionState onParse(Parse parse, Out out) {
        StatementText text;
        try {
            text = StatementText.of(parse.query(), rules.lexerLimits());
        } catch (LexicalError e) {
            return refuseUnreadable(parse.query(), e, true, out);
        }
        if (text.isEmpty()) {
            return forwardParse(parse, text, Optional.empty(), out);
        }
        return askForDecision(new Pending(nextStatementId(), text, List.of(), parse, Purpose.PREPARE), out);
    }

    private SessionState onBind(Bind bind, Out out) {
        Optional<Names.Prepared> prepared = names.statement(bind.statement());
        if (prepared.isEmpty()) {
            return refuser.refuse(Denials.unknownStatement(bind.statement()), true, out);
        }
        out.forward(bind);
        Names.Portal portal = new Names.Portal(prepared.get(), parameters(prepared.get(), bind));
        responses.expect(new Expected.Confirmation(names.bind(bind.portal(), portal)));
        return new Ready();
    }

    private static List<Parameter> parameters(Names.Prepared prepared, Bind bind) {
        List<Parameter> parameters = new ArrayList<>();
        List<Format> formats = bind.parameterFormats();
        for (int i = 0; i < bind.values().size(); i++) {
            Format format = formats.isEmpty() ? Format.TEXT : formats.get(formats.size() == 1 ? 0 : i);
            @Nullable Bytes value = bind.values().get(i).bytes();
            long type = i < prepared.parameterTypes().size()
                    ? prepared.parameterTypes().get(i)
                    : 0;
            parameters.add(new Parameter(type, format == Format.BINARY, Optional.ofNullable(value)));
        }
        return parameters;
    }

    private SessionState onDescribe(Describe describe, Out out) {
        Optional<Names.Prepared> prepared = describe.target() == Target.STATEMENT
                ? names.statement(describe.name())
                : names.portal(describe.name()).map(Names.Portal::prepared);
        if (prepared.isEmpty()) {
            return refuser.refuse(Denials.unknown(describe.target(), describe.name()), true, out);
        }
        out.forward(describe);
        responses.expect(new Expected.Description(prepared.get().decision()));
        return new Ready();
    }

    private SessionState onClose(Close close, Out out) {
        out.forward(close);
        responses.expect(new Expected.Confirmation(
                close.target() == Target.STATEMENT
                        ? names.closeStatement(close.name())
                        : names.closePortal(close.name())));
        return new Ready();
    }

    private SessionState onExecute(Execute execute, Out out) {
        Optional<Names.Portal> found = names.portal(execute.portal());
        if (found.isEmpty()) {
            return refuser.refuse(Denials.unknown(Target.PORTAL, execute.portal()), true, out);
        }
        Names.Portal portal = found.get();
        if (portal.prepared().decision().isEmpty() || portal.running().isPresent()) {
            out.forward(execute);
            responses.expect(new Expected.Execution(portal.running(), Optional.empty()));
            return new Ready();
        }
        return askForDecision(
                new Pending(nextStatementId(), portal.prepared().text(), portal.parameters(), execute, Purpose.EXECUTE),
                out);
    }

    private SessionState askForDecision(Pending pending, Out out) {
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
        if (!decision.fits(pending.text())) {
            return refuseUndecided(pending, "the policy service's edits do not fit the statement", out);
        }
        if (decision.verdict() == Verdict.DENY) {
            return record(pending, decision, new Next.Refuse(Denials.denied(decision)), out);
        }
        if (!fits(decision, pending.text())) {
            return refuseUndecided(pending, "the decision does not fit the statement", out);
        }
        if (pending.message() instanceof Parse parse) {
            return forwardParse(parse, pending.text(), Optional.of(decision), out);
        }
        if (pending.message() instanceof Execute execute && !preparedFor(execute, decision)) {
            Refusal.Denial stale = Refusal.DECISION_CHANGED
                    .denial("policy or catalog changed since this statement was prepared")
                    .withHint("Prepare the statement again.");
            return record(pending, decision, new Next.Refuse(stale), out);
        }
        if (pending.text().fetches() && names.mayHaveNamedPortal()) {
            Refusal.Denial portal = Refusal.UNSUPPORTED.denial(
                    "FETCH and MOVE could run a portal of the extended protocol: close those first");
            return record(pending, decision, new Next.Refuse(portal), out);
        }
        if (decision.verdict() == Verdict.PARK) {
            if (size(pending) > MAX_PARKED_BYTES) {
                Refusal.Denial tooLarge =
                        Refusal.TOO_COMPLEX.denial("a statement of this size cannot be looked at by a person");
                return record(pending, decision, new Next.Refuse(tooLarge), out);
            }
            ApprovalTicket approval = ApprovalTicket.of(
                    rules.approvalIds().get(), session, pending.text(), pending.parameters(), decision, now.instant());
            return record(pending, decision, new Next.Park(approval), out);
        }
        return record(pending, decision, new Next.Run(), out);
    }

    private static boolean fits(Decision decision, StatementText text) {
        try {
            decision.rewrite(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long size(Pending pending) {
        long bytes = pending.text().sql().length();
        for (Parameter parameter : pending.parameters()) {
            bytes += parameter.value().map(Bytes::length).orElse(0);
        }
        return bytes;
    }

    private boolean preparedFor(Execute execute, Decision decision) {
        return names.portal(execute.portal())
                .flatMap(portal -> portal.prepared().decision())
                .filter(decision::runsTheSameTextAs)
                .isPresent();
    }

    private SessionState record(Pending pending, Decision decision, Next next, Out out) {
        List<SessionFact> facts = new ArrayList<>();
        facts.add(submitted(pending, Optional.of(decision)));
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
    SessionState cancelUndecided(Pending pending, Out out) {
        Refusal.Denial canceled = Denials.canceled();
        out.emit(session.id(), submitted(pending, Optional.empty()), refused(pending, canceled));
        return refuser.refuse(canceled, pending.extended(), out);
    }

    private SessionState run(Pending pending, Decision decision, Moment now, Out out) {
        Running running = new Running(pending.statementId(), decision, now);
        if (pending.message() instanceof Execute execute) {
            Optional<Names.Portal> portal = names.portal(execute.portal());
            portal.ifPresent(bound -> names.start(bound, running));
            out.forward(execute);
            responses.expect(new Expected.Execution(Optional.of(running), portal));
            return new Ready();
        }
        return forwardQuery(pending, decision.rewrite(pending.text()), Optional.of(running), out);
    }

    private SessionState forwardQuery(Pending pending, SqlText sql, Optional<Running> running, Out out) {
        out.forward(pending.text().sql().equals(sql) ? pending.message() : new Query(sql));
        responses.expect(new Expected.QueryResult(running, names.dropUnnamed()));
        return new Ready();
    }

    private SessionState forwardParse(Parse parse, StatementText text, Optional<Decision> decision, Out out) {
        SqlText sql = decision.map(made -> made.rewrite(text)).orElse(NOTHING);
        out.forward(new Parse(parse.statement(), sql, parse.parameterTypes()));
        responses.expect(new Expected.Confirmation(
                names.prepare(parse.statement(), new Names.Prepared(text, parse.parameterTypes(), decision))));
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
                        statementId,
                        denial.refusal().sqlState(),
                        denial.message(),
                        Optional.empty(),
                        Optional.empty()));
        return refuser.refuse(denial, extended, out);
    }

    private SessionState refuseUndecided(Pending pending, String why, Out out) {
        Refusal.Denial denial = Refusal.DECISION_UNAVAILABLE
                .denial("no policy decision can be had right now; the statement did not run")
                .withDetail(why);
        out.emit(session.id(), submitted(pending, Optional.empty()), refused(pending, denial));
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
                pending.statementId(), pending.extended(), pending.text(), pending.parameters(), decision);
    }

    private static SessionFact refused(Pending pending, Refusal.Denial denial) {
        return new SessionFact.Refused(
                pending.statementId(),
                denial.refusal().sqlState(),
                denial.message(),
                Optional.empty(),
                Optional.empty());
    }

    /** Spent only where the statement goes on record, so that the record has no gaps. */
    private String nextStatementId() {
        return session.id() + "-" + (statements + 1);
    }
}
