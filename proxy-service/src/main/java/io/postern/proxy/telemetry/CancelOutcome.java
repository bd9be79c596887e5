package io.postern.proxy.telemetry;

/** What became of a CancelRequest. */
public enum CancelOutcome {
    HONOURED,
    /** The key is nobody's. */
    WRONG_KEY,
    /** Too many from where it came. */
    RATE_LIMITED
}
