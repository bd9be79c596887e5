package io.postern.audit.app;

import java.time.Instant;
import java.util.Optional;

import io.postern.audit.domain.Outcome;
import io.postern.audit.domain.Verdict;

/**
 * A statement in a list: without its constants.
 *
 * @param subject empty where the session's opening is not on record
 */
public record StatementSummary(
        String sessionId,
        String statementId,
        Instant submittedAt,
        String subject,
        String database,
        String kind,
        Verdict verdict,
        ShapeExcerpt shape,
        Result result) {

    /**
     * @param text the beginning of the shape
     * @param length of the whole shape, in characters
     */
    public record ShapeExcerpt(String fingerprint, String text, int length) {}

    /** What became of it, as far as recorded. */
    public record Result(Optional<Outcome> outcome, Optional<String> sqlState, Optional<Long> rows) {}
}
