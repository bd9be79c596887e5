package io.postern.proxy.session;

/** The deadlines of a session; at most one of each runs. */
public enum Timer {
    /** The client has to be authenticated. */
    LOGIN,
    /** The token has run out. */
    TOKEN,
    /** A parked statement has waited long enough. */
    PARKED,
    /** The client has said nothing for too long. */
    IDLE,
    /** Draining, and nothing runs: once the server's last message has been relayed. */
    DRAINED
}
