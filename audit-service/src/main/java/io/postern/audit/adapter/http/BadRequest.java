package io.postern.audit.adapter.http;

/** A request that is answered 400; the message says what is wrong with it, in our own words. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
