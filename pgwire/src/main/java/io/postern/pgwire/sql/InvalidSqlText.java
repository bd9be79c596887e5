package io.postern.pgwire.sql;

/** The bytes offered as SQL are not UTF-8 or hold a zero byte. The message never quotes them. */
public final class InvalidSqlText extends RuntimeException {

    InvalidSqlText(String message) {
        super(message, null, false, false);
    }

    /** Always {@code 22021}, character_not_in_repertoire. */
    public String sqlState() {
        return "22021";
    }
}
