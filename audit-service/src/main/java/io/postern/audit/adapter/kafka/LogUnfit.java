package io.postern.audit.adapter.kafka;

/** The log does not continue where the store ended: it was cut, or replaced by another. */
final class LogUnfit extends Exception {
    private static final long serialVersionUID = 1L;

    LogUnfit(String message) {
        super(message);
    }
}
