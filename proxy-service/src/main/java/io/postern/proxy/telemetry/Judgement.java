package io.postern.proxy.telemetry;

/** What was decided of a statement. */
public enum Judgement {
    ALLOW,
    DENY,
    PARK,
    /** No decision could be had, or the client did not wait for it. */
    UNAVAILABLE,
    /** The text cannot be read as PostgreSQL would, so nobody was asked. */
    UNREADABLE
}
