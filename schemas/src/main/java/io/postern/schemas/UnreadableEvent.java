package io.postern.schemas;

/** Bytes that are no event of the catalogue: not single-object encoded, of an unknown schema, or cut short. */
public final class UnreadableEvent extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableEvent(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableEvent(String message) {
        super(message);
    }
}
