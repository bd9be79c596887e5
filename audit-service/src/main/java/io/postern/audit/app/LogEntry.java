package io.postern.audit.app;

import java.util.Optional;

import io.postern.audit.domain.Fact;

/** One record of the log, as it was found there. */
public sealed interface LogEntry {

    /** Offset in the partition. */
    long offset();

    /** A record that is a fact of a session. */
    record Recorded(long offset, Fact fact, Bytes bytes) implements LogEntry {}

    /**
     * A record that cannot be taken as a fact, kept as it is.
     *
     * @param reason why; safe to store and to show
     */
    record Unreadable(long offset, String reason, Optional<Bytes> key, Optional<Bytes> bytes) implements LogEntry {}
}
