package io.postern.pgwire;

/** The peer broke the protocol; the session cannot go on. Says what was expected and what came, never payload. */
public final class ProtocolViolation extends RuntimeException {

    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    private final String sqlState;

    /**
     * @param where the message or the part of it that is wrong
     */
    public ProtocolViolation(String where, String expected, String actual) {
        this(PROTOCOL_VIOLATION, where + ": expected " + expected + ", got " + actual);
    }

    private ProtocolViolation(String sqlState, String message) {
        super(message, null, false, false);
        this.sqlState = sqlState;
    }

    static ProtocolViolation invalidText(String where) {
        return new ProtocolViolation(CHARACTER_NOT_IN_REPERTOIRE, where + ": expected UTF-8, got other bytes");
    }

    /** {@code 22021} where text is not UTF-8, {@code 08P01} for anything else. */
    public String sqlState() {
        return sqlState;
    }
}
