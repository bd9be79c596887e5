package io.postern.audit.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.audit.domain.SessionStory.State;

/**
 * Folds facts, in the order of the story, into it. Never refuses a recorded fact. Of two facts of one kind about one
 * statement the first stands.
 */
final class StoryFold {

    private final String sessionId;
    private final List<Gap> gaps;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private @Nullable Timed<Fact.SessionOpened> opened;
    private @Nullable Timed<Fact.SessionRefused> refused;
    private @Nullable Timed<Fact.SessionClosed> closed;

    StoryFold(String sessionId, List<Gap> gaps) {
        this.sessionId = sessionId;
        this.gaps = gaps;
    }

    void add(Fact fact) {
        switch (fact.type()) {
            case SESSION_OPENED -> opened = first(opened, fact, (Fact.SessionOpened) fact);
            case SESSION_REFUSED -> refused = first(refused, fact, (Fact.SessionRefused) fact);
            case SESSION_CLOSED -> closed = first(closed, fact, (Fact.SessionClosed) fact);
            case STATEMENT_SUBMITTED -> {
                Draft draft = draft(fact);
                draft.submitted = first(draft.submitted, fact, ((Fact.StatementSubmitted) fact).submission());
            }
            case STATEMENT_PARKED -> {
                Draft draft = draft(fact);
                draft.parked = first(draft.parked, fact, ((Fact.StatementParked) fact).parking());
            }
            case STATEMENT_RESUMED -> {
                Draft draft = draft(fact);
                draft.resumed = first(draft.resumed, fact, ((Fact.StatementResumed) fact).resumption());
            }
            case STATEMENT_REFUSED -> {
                Draft draft = draft(fact);
                draft.refused = first(draft.refused, fact, ((Fact.StatementRefused) fact).refusal());
            }
            case ANALYSIS_DISAGREED -> {
                Draft draft = draft(fact);
                draft.disagreed = first(draft.disagreed, fact, ((Fact.AnalysisDisagreed) fact).disagreement());
            }
            case STATEMENT_COMPLETED -> {
                Draft draft = draft(fact);
                draft.completed = first(draft.completed, fact, ((Fact.StatementCompleted) fact).completion());
            }
        }
    }

    SessionStory story() {
        return new SessionStory(
                sessionId,
                state(),
                Optional.ofNullable(opened),
                Optional.ofNullable(refused),
                Optional.ofNullable(closed),
                drafts.values().stream().map(this::tell).toList(),
                gaps);
    }

    private static <T> Timed<T> first(@Nullable Timed<T> known, Fact fact, T what) {
        return known != null ? known : new Timed<>(fact.meta().occurredAt(), what);
    }

    private Draft draft(Fact fact) {
        return drafts.computeIfAbsent(
                ((Fact.OfStatement) fact).statementId(), statementId -> new Draft(statementId, fact.meta()));
    }

    private State state() {
        if (closed != null) {
            return State.CLOSED;
        }
        if (opened != null) {
            return State.OPEN;
        }
        return refused != null ? State.REFUSED : State.PARTIAL;
    }

    private StatementStory tell(Draft draft) {
        return new StatementStory(
                draft.statementId,
                draft.first,
                Optional.ofNullable(draft.submitted),
                Optional.ofNullable(draft.parked),
                Optional.ofNullable(draft.resumed),
                Optional.ofNullable(draft.disagreed),
                Optional.ofNullable(draft.refused),
                Optional.ofNullable(draft.completed),
                fate(draft));
    }

    /** A completion is evidence that the statement was forwarded and outweighs every other fact. */
    private Fate fate(Draft draft) {
        if (draft.completed != null) {
            return switch (draft.completed.what().outcome()) {
                case SUCCEEDED -> Fate.SUCCEEDED;
                case FAILED -> Fate.FAILED;
                case SKIPPED -> Fate.SKIPPED;
                case UNKNOWN -> Fate.CUT_OFF;
            };
        }
        Verdict verdict = draft.submitted == null
                ? Verdict.UNKNOWN
                : draft.submitted.what().ruling().verdict();
        if (draft.refused != null) {
            return verdict == Verdict.DENY ? Fate.DENIED : Fate.REFUSED;
        }
        if (verdict == Verdict.DENY) {
            return Fate.DENIED;
        }
        boolean parked = verdict == Verdict.PARK || (draft.submitted == null && draft.parked != null);
        if (parked && draft.resumed == null && !factMissingAfter(draft)) {
            return closed != null ? Fate.ABANDONED : Fate.WAITING;
        }
        return closed != null ? Fate.UNKNOWN : Fate.IN_PROGRESS;
    }

    /** An approval, and the run after it, could be among the missing facts. */
    private boolean factMissingAfter(Draft draft) {
        return gaps.stream().anyMatch(gap -> !gap.producer().equals(draft.producer) || gap.last() > draft.sequence);
    }

    private static final class Draft {
        final String statementId;
        final Instant first;
        final String producer;
        final long sequence;

        @Nullable
        Timed<Fact.Submission> submitted;

        @Nullable
        Timed<Fact.Parking> parked;

        @Nullable
        Timed<Fact.Resumption> resumed;

        @Nullable
        Timed<Fact.Disagreement> disagreed;

        @Nullable
        Timed<Fact.Refusal> refused;

        @Nullable
        Timed<Fact.Completion> completed;

        Draft(String statementId, FactMeta first) {
            this.statementId = statementId;
            this.first = first.occurredAt();
            this.producer = first.producer();
            this.sequence = first.sequence();
        }
    }
}
