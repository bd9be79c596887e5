package io.postern.proxy.telemetry;

/**
 * A stretch of a statement's life.
 *
 * @param startNanos of the clock that the watch was given, as is the end
 */
public record Phase(Kind kind, long startNanos, long endNanos) {

    /** What the statement waits for. */
    public enum Kind {
        /** A decision. */
        DECIDE,
        /** PostgreSQL's own analysis. */
        PROVE,
        /** The log's acknowledgement. */
        RECORD,
        /** A person. */
        PARK,
        /** The database. */
        UPSTREAM
    }
}
