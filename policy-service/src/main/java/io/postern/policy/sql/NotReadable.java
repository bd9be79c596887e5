package io.postern.policy.sql;

/** Ends the reading of a text; never leaves this package. Stackless, since clients choose how often it happens. */
final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final int token;

    NotReadable(String why, int token) {
        super(why, null, false, false);
        this.why = why;
        this.token = token;
    }

    String why() {
        return why;
    }

    int token() {
        return token;
    }
}
