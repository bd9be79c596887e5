package io.postern.proxy.telemetry;

/** Where the proxy says how it is doing. Thread-safe; returns at once, never throws, never changes what happens. */
public interface Telemetry {

    /** For a proxy that nobody watches. */
    Telemetry NONE = new Telemetry() {
        @Override
        public SessionTelemetry connected() {
            return SessionTelemetry.NONE;
        }

        @Override
        public void turnedAway(String sqlState) {}

        @Override
        public void cancelAsked(CancelOutcome outcome) {}
    };

    /** A client's connection was accepted. */
    SessionTelemetry connected();

    /**
     * A connection was refused by other words than its session's.
     *
     * @param sqlState one of the gate's own
     */
    void turnedAway(String sqlState);

    void cancelAsked(CancelOutcome outcome);
}
