package io.postern.pgwire;

/** What ReadyForQuery says of the session's transaction. */
public enum TransactionStatus {
    IDLE('I'),
    IN_TRANSACTION('T'),
    /** In a transaction that only a rollback can end. */
    FAILED('E');

    private final byte code;

    TransactionStatus(char code) {
        this.code = (byte) code;
    }

    /** The byte on the wire. */
    public byte code() {
        return code;
    }

    static TransactionStatus decode(BodyReader reader) {
        byte code = reader.int8("status");
        return switch (code) {
            case 'I' -> IDLE;
            case 'T' -> IN_TRANSACTION;
            case 'E' -> FAILED;
            default -> throw reader.violation("status I, T or E", "byte " + (code & 0xFF));
        };
    }
}
