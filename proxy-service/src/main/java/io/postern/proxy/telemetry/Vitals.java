package io.postern.proxy.telemetry;

import io.postern.proxy.proof.AnalysisState;

/** What is read of the proxy whenever somebody asks, rather than told by it. Thread-safe; never blocks. */
public interface Vitals {

    /** Whether clients should be sent here. */
    boolean isReady();

    /** Decisions and admissions known by heart, of whatever policy. */
    long decisionTableEntries();

    /** Of the buffers that bytes pass through. */
    long allocatorHeapBytes();

    long allocatorDirectBytes();

    /** What the event loops have still to do. */
    long eventLoopTasks();

    /** Database roles whose statements can, or cannot, be proven. */
    long analysisRoles(AnalysisState.Kind kind);

    /** When the certificate that clients are shown runs out, in seconds since 1970; NaN where there is none to read. */
    double certificateExpirySeconds();
}
