package io.postern.audit.domain;

/** What policy said. UNKNOWN: no decision could be had, or one that this version does not know. */
public enum Verdict {
    ALLOW,
    DENY,
    PARK,
    UNKNOWN
}
