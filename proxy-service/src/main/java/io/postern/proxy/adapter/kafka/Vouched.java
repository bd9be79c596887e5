package io.postern.proxy.adapter.kafka;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/** What an event says, and whether it may be believed, which is found out once, when it is first needed. Thread-safe. */
final class Vouched<T> {

    private final T content;
    private final Instant occurredAt;
    private @Nullable BooleanSupplier check;
    private volatile boolean genuine;

    /**
     * @param check of the signature; run at most once
     */
    Vouched(T content, Instant occurredAt, BooleanSupplier check) {
        this.content = content;
        this.occurredAt = occurredAt;
        this.check = check;
    }

    T content() {
        return content;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    /** Takes some tenths of a millisecond the first time. */
    boolean holds() {
        return genuine || checked();
    }

    private synchronized boolean checked() {
        BooleanSupplier due = check;
        if (due != null) {
            genuine = due.getAsBoolean();
            check = null;
        }
        return genuine;
    }

    /** Whether the signature was checked and is good. */
    boolean isProven() {
        return genuine;
    }
}
