package io.postern.audit.app;

import java.time.Instant;
import java.util.Optional;

import io.postern.audit.domain.Principal;
import io.postern.audit.domain.SessionStory;

/**
 * A session in a list.
 *
 * @param startedAt when it opened or was refused; the first fact on record where neither is on record
 * @param ended when it closed, and why
 */
public record SessionSummary(
        String sessionId,
        SessionStory.State state,
        Optional<Principal> who,
        Place place,
        Instant startedAt,
        Instant lastFactAt,
        Optional<Ended> ended,
        Counts counts) {

    /** Empty strings where not on record. */
    public record Place(String database, String role, String clientAddress, String application) {}

    /**
     * @param sqlState empty unless the session was refused
     */
    public record Ended(Instant at, String reason, Optional<String> sqlState) {}

    /**
     * Statements on record, by verdict.
     *
     * @param waiting parked, and neither approved nor refused so far
     */
    public record Counts(long statements, long allowed, long denied, long parked, long undecided, long waiting) {}
}
