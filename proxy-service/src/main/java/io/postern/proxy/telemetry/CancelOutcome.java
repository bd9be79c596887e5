package io.postern.proxy.telemetry;

/** What became of a CancelRequest. */
public enum CancelOutcome {
    HONOURED,
    /** No session here has the process id; the other proxies were told. */
    PASSED_ON,
    /** The session with this process id has another key. */
    WRONG_KEY,
    /** Too many from where it came, or too many wrong keys for the process id. */
    RATE_LIMITED
}
