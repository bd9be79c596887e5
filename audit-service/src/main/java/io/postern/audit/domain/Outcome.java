package io.postern.audit.domain;

/**
 * What the gate saw of a forwarded statement. SKIPPED: an earlier error of the same pipeline made the server skip it.
 * UNKNOWN: the connection ended before the server reported anything.
 */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    SKIPPED,
    UNKNOWN
}
