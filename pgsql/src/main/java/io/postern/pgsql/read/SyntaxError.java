package io.postern.pgsql.read;

/** What a client wrote is not read; carries no stack trace and no constants. */
final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int token;

    SyntaxError(String why, int token) {
        super(why, null, false, false);
        this.token = token;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /** Ordinal of the token at fault; the number of tokens where the text ends too early. */
    int token() {
        return token;
    }
}
