package io.postern.policy.catalog;

/** How a routine is called. */
public enum RoutineKind {
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    WINDOW,
    UNKNOWN
}
