package io.postern.proxy.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.ErrorResponse;
import io.postern.proxy.session.Effect;
import io.postern.proxy.session.SessionEvent;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.telemetry.StatementEnd.Result;
import io.postern.proxy.telemetry.StatementEnd.Subject;
import io.postern.proxy.telemetry.StatementEnd.Volume;

/**
 * Tells from a session's effects and their answers how its statements fare. Confined to the session's thread; holds as much
 * as the session has statements under way.
 */
public final class SessionWatch implements SessionTelemetry {

    private static final String UNKNOWN_KIND = "UNKNOWN";

    private final Measures measures;
    private final LongSupplier nanos;
    private final long connectedAt;
    private final Map<String, Open> statements = new HashMap<>();
    private final Map<Peer, Long> blockedSince = new HashMap<>();
    private @Nullable String database;
    private boolean closed;
    private boolean toldWhy;

    private boolean known;
    private @Nullable Question question;
    private @Nullable Question proof;

    /** Of a statement that has no name yet. */
    private final List<Phase> before = new ArrayList<>(2);

    private @Nullable Handover handover;
    private @Nullable Waiting waiting;

    private record Question(long ticket, long since) {}

    /** Facts whose acknowledgement the session waits for. */
    private record Handover(long ticket, List<SessionFact> facts, long since) {}

    private record Waiting(Open statement, long since) {}

    /** A statement that is under way. */
    private record Open(Subject subject, List<Phase> phases) {}

    /**
     * @param nanos a clock that never goes back
     */
    public SessionWatch(Measures measures, LongSupplier nanos) {
        this.measures = measures;
        this.nanos = nanos;
        connectedAt = nanos.getAsLong();
        measures.connected();
    }

    @Override
    public void doing(Effect effect) {
        if (effect instanceof Effect.Decide decide) {
            known = false;
            question = new Question(decide.ticket(), nanos.getAsLong());
        } else if (effect instanceof Effect.Prove prove) {
            known = false;
            proof = new Question(prove.ticket(), nanos.getAsLong());
        } else if (effect instanceof Effect.Append append) {
            handover = new Handover(append.ticket(), append.facts(), nanos.getAsLong());
            append.facts().forEach(fact -> begin(append.sessionId(), fact));
        } else if (effect instanceof Effect.Emit emit) {
            for (SessionFact fact : emit.facts()) {
                begin(emit.sessionId(), fact);
                end(fact);
            }
        } else if (effect instanceof Effect.Reply reply && reply.message() instanceof ErrorResponse error) {
            if (error.severity().equals("FATAL")) {
                fatal(error.sqlState());
            }
        }
    }

    @Override
    public void decisionAsked(boolean inTable) {
        known = inTable;
    }

    @Override
    public void proofAsked(boolean before) {
        known = before;
    }

    @Override
    public void happened(SessionEvent event) {
        if (event instanceof SessionEvent.Decided answer) {
            onDecided(answer.ticket());
        } else if (event instanceof SessionEvent.Proven answer) {
            onProven(answer.ticket());
        } else if (event instanceof SessionEvent.Appended answer) {
            onAppended(answer.ticket(), true);
        } else if (event instanceof SessionEvent.AppendFailed answer) {
            onAppended(answer.ticket(), false);
        }
    }

    private void onDecided(long ticket) {
        if (question == null || question.ticket() != ticket) {
            return;
        }
        Phase phase = new Phase(Phase.Kind.DECIDE, question.since(), nanos.getAsLong());
        question = null;
        measures.decided(known, phase.endNanos() - phase.startNanos());
        if (waiting == null) {
            before.clear();
            before.add(phase);
        } else {
            waiting.statement().phases().add(phase);
        }
    }

    private void onProven(long ticket) {
        if (proof == null || proof.ticket() != ticket) {
            return;
        }
        Phase phase = new Phase(Phase.Kind.PROVE, proof.since(), nanos.getAsLong());
        proof = null;
        measures.proven(known, phase.endNanos() - phase.startNanos());
        if (!known) {
            before.add(phase);
        }
    }

    private void onAppended(long ticket, boolean acknowledged) {
        if (handover == null || handover.ticket() != ticket) {
            return;
        }
        Handover appended = handover;
        handover = null;
        long now = nanos.getAsLong();
        measures.recorded(acknowledged, now - appended.since());
        Phase phase = new Phase(Phase.Kind.RECORD, appended.since(), now);
        for (SessionFact fact : appended.facts()) {
            if (fact instanceof SessionFact.Submitted submitted) {
                statement(submitted.statementId())
                        .ifPresent(open -> open.phases().add(phase));
            } else if (fact instanceof SessionFact.Resumed resumed) {
                unpark(resumed.statementId());
                statement(resumed.statementId()).ifPresent(open -> open.phases().add(phase));
            } else if (acknowledged) {
                onRecorded(fact, now);
            }
        }
    }

    private void onRecorded(SessionFact fact, long now) {
        if (fact instanceof SessionFact.Opened opened) {
            database = opened.session().database();
            measures.opened(database, now - connectedAt);
        } else if (fact instanceof SessionFact.Parked parked) {
            statement(parked.statementId()).ifPresent(open -> {
                waiting = new Waiting(open, now);
                measures.parked();
            });
        } else {
            end(fact);
        }
    }

    private void begin(String sessionId, SessionFact fact) {
        if (fact instanceof SessionFact.Submitted submitted) {
            Optional<Decision> decision = submitted.decision();
            begin(new Subject(
                    sessionId,
                    submitted.statementId(),
                    databaseName(),
                    decision.map(Decision::kind).orElse(UNKNOWN_KIND),
                    decision.map(SessionWatch::judgement).orElse(Judgement.UNAVAILABLE)));
        } else if (fact instanceof SessionFact.Unreadable unreadable) {
            before.clear();
            begin(new Subject(sessionId, unreadable.statementId(), databaseName(), UNKNOWN_KIND, Judgement.UNREADABLE));
        } else if (fact instanceof SessionFact.Disagreed) {
            measures.disagreed(databaseName());
        }
    }

    private void begin(Subject subject) {
        Open open = new Open(subject, new ArrayList<>(4));
        open.phases().addAll(before);
        before.clear();
        statements.put(subject.statementId(), open);
        measures.submitted(subject.database(), subject.judgement());
    }

    private static Judgement judgement(Decision decision) {
        return switch (decision.verdict()) {
            case ALLOW -> Judgement.ALLOW;
            case DENY -> Judgement.DENY;
            case PARK -> Judgement.PARK;
        };
    }

    private void end(SessionFact fact) {
        if (fact instanceof SessionFact.Refused refused) {
            end(refused.statementId(), Result.REFUSED, Optional.of(refused.sqlState()), Volume.NONE, 0);
        } else if (fact instanceof SessionFact.Completed completed) {
            end(
                    completed.statementId(),
                    result(completed.outcome()),
                    completed.sqlState(),
                    new Volume(completed.rows(), completed.bytes()),
                    completed.durationMicros() * 1_000);
        }
    }

    private static Result result(SessionFact.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Result.SUCCEEDED;
            case FAILED -> Result.FAILED;
            case SKIPPED -> Result.SKIPPED;
            case UNKNOWN -> Result.UNKNOWN;
        };
    }

    private void end(String statementId, Result result, Optional<String> sqlState, Volume volume, long upstreamNanos) {
        unpark(statementId);
        Open open = statements.remove(statementId);
        if (open == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (upstreamNanos > 0 && result != Result.SKIPPED) {
            open.phases().add(new Phase(Phase.Kind.UPSTREAM, now - upstreamNanos, now));
        }
        measures.ended(new StatementEnd(open.subject(), result, sqlState, volume, open.phases(), now), upstreamNanos);
    }

    private void unpark(String statementId) {
        if (waiting != null && waiting.statement().subject().statementId().equals(statementId)) {
            Phase phase = new Phase(Phase.Kind.PARK, waiting.since(), nanos.getAsLong());
            waiting.statement().phases().add(phase);
            waiting = null;
            measures.unparked(phase.endNanos() - phase.startNanos());
        }
    }

    private Optional<Open> statement(String statementId) {
        return Optional.ofNullable(statements.get(statementId));
    }

    private String databaseName() {
        return database == null ? "" : database;
    }

    private void fatal(String sqlState) {
        if (toldWhy) {
            return;
        }
        toldWhy = true;
        if (database == null) {
            measures.refused(sqlState);
        } else {
            measures.terminated(sqlState);
        }
    }

    @Override
    public void received(int bytes) {
        measures.received(bytes);
    }

    @Override
    public void sent(int bytes) {
        measures.sent(bytes);
    }

    @Override
    public void writable(Peer peer, boolean writable) {
        if (!writable && !closed) {
            if (blockedSince.putIfAbsent(peer, nanos.getAsLong()) == null) {
                measures.blocked(peer);
            }
            return;
        }
        Long since = blockedSince.remove(peer);
        if (since != null) {
            measures.unblocked(peer, nanos.getAsLong() - since);
        }
    }

    @Override
    public void tlsFailed() {
        measures.tlsFailed();
    }

    @Override
    public void closed() {
        if (closed) {
            return;
        }
        closed = true;
        writable(Peer.CLIENT, true);
        writable(Peer.UPSTREAM, true);
        for (String statementId : List.copyOf(statements.keySet())) {
            end(statementId, Result.UNKNOWN, Optional.empty(), Volume.NONE, 0);
        }
        measures.closed(database != null);
    }
}
