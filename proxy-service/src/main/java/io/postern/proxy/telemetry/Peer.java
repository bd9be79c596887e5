package io.postern.proxy.telemetry;

/** The two ends of a session. */
public enum Peer {
    CLIENT,
    UPSTREAM
}
