package io.postern.approval.adapter.http;

/** A request that is answered with an error. The message is for the caller. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    Problem(int status, String error, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
    }

    static Problem badRequest(String message) {
        return new Problem(400, "bad_request", message);
    }

    static Problem notFound() {
        return new Problem(404, "not_found", "there is no such approval, or it is not for you to see");
    }

    static Problem unavailable(String message) {
        return new Problem(503, "unavailable", message);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
