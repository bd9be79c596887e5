package io.postern.audit.app;

/** The store does not answer, or not in time. Worth trying again. */
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
