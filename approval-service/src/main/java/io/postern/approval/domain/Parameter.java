package io.postern.approval.domain;

import java.util.Optional;

/**
 * One bound value of the statement.
 *
 * @param typeOid object id of the declared type, 0 where the client left it open
 * @param value the text, or lower-case hexadecimal digits of a binary value; empty for SQL NULL
 */
public record Parameter(long typeOid, Format format, Optional<String> value) {

    public enum Format {
        TEXT,
        BINARY
    }

    @Override
    public String toString() {
        return "Parameter[typeOid=" + typeOid + ", format=" + format + "]";
    }
}
