package io.postern.policy.analysis;

/** Ends the analysis of a text; never leaves this package. Stackless, since clients choose how often it happens. */
final class NotAnalysable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final int token;

    NotAnalysable(String why, int token) {
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
