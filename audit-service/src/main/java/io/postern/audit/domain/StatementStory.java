package io.postern.audit.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One statement's life as far as the facts go. Every part can be missing, since any fact can be missing from a log.
 *
 * @param firstAt when the first fact on record about it happened
 */
public record StatementStory(
        String statementId,
        Instant firstAt,
        Optional<Timed<Fact.Submission>> submitted,
        Optional<Timed<Fact.Parking>> parked,
        Optional<Timed<Fact.Resumption>> resumed,
        Optional<Timed<Fact.Disagreement>> disagreed,
        Optional<Timed<Fact.Refusal>> refused,
        Optional<Timed<Fact.Completion>> completed,
        Fate fate) {

    /** What policy said; UNKNOWN where the submission is not on record. */
    public Verdict verdict() {
        return submitted.map(at -> at.what().ruling().verdict()).orElse(Verdict.UNKNOWN);
    }
}
