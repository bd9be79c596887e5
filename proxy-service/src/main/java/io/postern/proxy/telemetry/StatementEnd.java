package io.postern.proxy.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * A statement, from when it came to what became of it. Holds nothing that the client wrote.
 *
 * @param sqlState of the error that the client got; a database's function may have chosen it
 */
public record StatementEnd(
        Subject subject, Result result, Optional<String> sqlState, Volume volume, List<Phase> phases, long endNanos) {

    public StatementEnd {
        phases = List.copyOf(phases);
    }

    /**
     * Which one it was.
     *
     * @param kind as the policy service named it, UNKNOWN where it did not
     */
    public record Subject(String sessionId, String statementId, String database, String kind, Judgement judgement) {}

    /** What was sent back for it. */
    public record Volume(long rows, long bytes) {
        static final Volume NONE = new Volume(0, 0);
    }

    /** What became of it. */
    public enum Result {
        SUCCEEDED,
        /** The database answered with an error. */
        FAILED,
        /** The database read over it after an earlier error. */
        SKIPPED,
        /** The connection ended first. */
        UNKNOWN,
        /** The gate answered with an error. */
        REFUSED
    }

    /** When it came, on the phases' clock; its end where it went at once. */
    public long startNanos() {
        long start = endNanos;
        for (Phase phase : phases) {
            start = phase.startNanos() - start < 0 ? phase.startNanos() : start;
        }
        return start;
    }
}
