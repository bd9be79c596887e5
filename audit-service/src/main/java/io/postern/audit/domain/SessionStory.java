package io.postern.audit.domain;

import java.util.List;
import java.util.Optional;

/**
 * A session as it happened, from the facts on record.
 *
 * @param statements in the order in which the session's facts name them
 * @param gaps facts that were written and are not on record
 */
public record SessionStory(
        String sessionId,
        State state,
        Optional<Timed<Fact.SessionOpened>> opened,
        Optional<Timed<Fact.SessionRefused>> refused,
        Optional<Timed<Fact.SessionClosed>> closed,
        List<StatementStory> statements,
        List<Gap> gaps) {

    /** OPEN: no end on record. PARTIAL: neither an opening nor a refusal is on record. */
    public enum State {
        OPEN,
        CLOSED,
        REFUSED,
        PARTIAL
    }

    public SessionStory {
        statements = List.copyOf(statements);
        gaps = List.copyOf(gaps);
    }
}
