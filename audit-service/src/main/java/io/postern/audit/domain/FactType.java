package io.postern.audit.domain;

/** The kinds of fact on the session log. */
public enum FactType {
    SESSION_OPENED,
    SESSION_REFUSED,
    STATEMENT_SUBMITTED,
    STATEMENT_PARKED,
    STATEMENT_RESUMED,
    STATEMENT_REFUSED,
    ANALYSIS_DISAGREED,
    STATEMENT_COMPLETED,
    SESSION_CLOSED
}
