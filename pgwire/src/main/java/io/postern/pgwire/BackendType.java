package io.postern.pgwire;

import org.jspecify.annotations.Nullable;

/** First byte of a message from the server. */
public enum BackendType {
    /** Any Authentication message; its body tells which. */
    AUTHENTICATION('R'),
    BACKEND_KEY_DATA('K'),
    BIND_COMPLETE('2'),
    CLOSE_COMPLETE('3'),
    COMMAND_COMPLETE('C'),
    COPY_BOTH_RESPONSE('W'),
    COPY_DATA('d'),
    COPY_DONE('c'),
    COPY_IN_RESPONSE('G'),
    COPY_OUT_RESPONSE('H'),
    DATA_ROW('D'),
    EMPTY_QUERY_RESPONSE('I'),
    ERROR_RESPONSE('E'),
    FUNCTION_CALL_RESPONSE('V'),
    NEGOTIATE_PROTOCOL_VERSION('v'),
    NO_DATA('n'),
    NOTICE_RESPONSE('N'),
    NOTIFICATION_RESPONSE('A'),
    PARAMETER_DESCRIPTION('t'),
    PARAMETER_STATUS('S'),
    PARSE_COMPLETE('1'),
    PORTAL_SUSPENDED('s'),
    READY_FOR_QUERY('Z'),
    ROW_DESCRIPTION('T');

    private final byte code;

    BackendType(char code) {
        this.code = (byte) code;
    }

    /** The byte on the wire. */
    public byte code() {
        return code;
    }

    /** The type of a byte on the wire, null if there is none. */
    public static @Nullable BackendType of(byte code) {
        return switch (code) {
            case 'R' -> AUTHENTICATION;
            case 'K' -> BACKEND_KEY_DATA;
            case '2' -> BIND_COMPLETE;
            case '3' -> CLOSE_COMPLETE;
            case 'C' -> COMMAND_COMPLETE;
            case 'W' -> COPY_BOTH_RESPONSE;
            case 'd' -> COPY_DATA;
            case 'c' -> COPY_DONE;
            case 'G' -> COPY_IN_RESPONSE;
            case 'H' -> COPY_OUT_RESPONSE;
            case 'D' -> DATA_ROW;
            case 'I' -> EMPTY_QUERY_RESPONSE;
            case 'E' -> ERROR_RESPONSE;
            case 'V' -> FUNCTION_CALL_RESPONSE;
            case 'v' -> NEGOTIATE_PROTOCOL_VERSION;
            case 'n' -> NO_DATA;
            case 'N' -> NOTICE_RESPONSE;
            case 'A' -> NOTIFICATION_RESPONSE;
            case 't' -> PARAMETER_DESCRIPTION;
            case 'S' -> PARAMETER_STATUS;
            case '1' -> PARSE_COMPLETE;
            case 's' -> PORTAL_SUSPENDED;
            case 'Z' -> READY_FOR_QUERY;
            case 'T' -> ROW_DESCRIPTION;
            default -> null;
        };
    }
}
