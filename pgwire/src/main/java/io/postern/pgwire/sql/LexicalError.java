package io.postern.pgwire.sql;

/** The text is not a sequence of PostgreSQL tokens, or exceeds a limit. The message never quotes the text. */
public final class LexicalError extends Exception {

    private static final String SYNTAX_ERROR = "42601";
    private static final String PROGRAM_LIMIT_EXCEEDED = "54000";

    private final String sqlState;
    private final int position;

    private LexicalError(String sqlState, int position, String message) {
        super(message, null, false, false);
        this.sqlState = sqlState;
        this.position = position;
    }

    static LexicalError syntax(int position, String message) {
        return new LexicalError(SYNTAX_ERROR, position, message);
    }

    static LexicalError limit(int position, String message) {
        return new LexicalError(PROGRAM_LIMIT_EXCEEDED, position, message);
    }

    /** {@code 42601} for a syntax error, {@code 54000} for a limit. */
    public String sqlState() {
        return sqlState;
    }

    /** Byte offset, from 0, of the token that is wrong. */
    public int position() {
        return position;
    }
}
