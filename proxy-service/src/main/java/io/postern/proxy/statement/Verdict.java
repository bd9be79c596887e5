package io.postern.proxy.statement;

/** What policy says of a statement. */
public enum Verdict {
    ALLOW,
    DENY,
    PARK
}
