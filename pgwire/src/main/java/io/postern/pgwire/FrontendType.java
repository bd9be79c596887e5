package io.postern.pgwire;

import org.jspecify.annotations.Nullable;

/** First byte of a message from the client, once the session has started. */
public enum FrontendType {
    /** PasswordMessage, SASLInitialResponse, SASLResponse or GSSResponse; only the {@link AuthenticationPhase} tells which. */
    AUTHENTICATION('p'),
    BIND('B'),
    CLOSE('C'),
    COPY_DATA('d'),
    COPY_DONE('c'),
    COPY_FAIL('f'),
    DESCRIBE('D'),
    EXECUTE('E'),
    FLUSH('H'),
    FUNCTION_CALL('F'),
    PARSE('P'),
    QUERY('Q'),
    SYNC('S'),
    TERMINATE('X');

    private final byte code;

    FrontendType(char code) {
        this.code = (byte) code;
    }

    /** The byte on the wire. */
    public byte code() {
        return code;
    }

    /** The type of a byte on the wire, null if there is none. */
    public static @Nullable FrontendType of(byte code) {
        return switch (code) {
            case 'p' -> AUTHENTICATION;
            case 'B' -> BIND;
            case 'C' -> CLOSE;
            case 'd' -> COPY_DATA;
            case 'c' -> COPY_DONE;
            case 'f' -> COPY_FAIL;
            case 'D' -> DESCRIBE;
            case 'E' -> EXECUTE;
            case 'H' -> FLUSH;
            case 'F' -> FUNCTION_CALL;
            case 'P' -> PARSE;
            case 'Q' -> QUERY;
            case 'S' -> SYNC;
            case 'X' -> TERMINATE;
            default -> null;
        };
    }
}
