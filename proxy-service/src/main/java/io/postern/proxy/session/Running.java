package io.postern.proxy.session;

import java.util.Optional;

import io.postern.pgwire.CommandComplete;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.SessionFact;
import io.postern.proxy.statement.SessionFact.Outcome;

/** A statement that was forwarded: what came of it so far. Confined to its session's thread. */
final class Running {

    private static final int MAX_TAGS_LENGTH = 1_000;

    private final String statementId;
    private final Decision decision;
    private final long startedNanos;
    private final StringBuilder tags = new StringBuilder();
    private long rows;
    private long bytes;
    private Optional<String> sqlState = Optional.empty();
    private boolean ended;

    Running(String statementId, Decision decision, Moment now) {
        this.statementId = statementId;
        this.decision = decision;
        this.startedNanos = now.nanos();
    }

    String statementId() {
        return statementId;
    }

    Decision decision() {
        return decision;
    }

    void count(long relayed) {
        bytes += relayed;
    }

    void complete(CommandComplete command) {
        rows += command.rows();
        if (tags.length() < MAX_TAGS_LENGTH) {
            tags.append(tags.isEmpty() ? "" : "; ").append(command.tag());
        }
    }

    void fail(String state) {
        sqlState = Optional.of(state);
    }

    /** What to record of its end; empty where that has been said, as for a portal that is executed again. */
    Optional<SessionFact> end(Moment now) {
        return fact(sqlState.isPresent() ? Outcome.FAILED : Outcome.SUCCEEDED, now);
    }

    Optional<SessionFact> skipped(Moment now) {
        return fact(Outcome.SKIPPED, now);
    }

    Optional<SessionFact> unknown(Moment now) {
        return fact(Outcome.UNKNOWN, now);
    }

    private Optional<SessionFact> fact(Outcome outcome, Moment now) {
        if (ended) {
            return Optional.empty();
        }
        ended = true;
        return Optional.of(new SessionFact.Completed(
                statementId, outcome, tags.toString(), rows, bytes, (now.nanos() - startedNanos) / 1_000, sqlState));
    }
}
