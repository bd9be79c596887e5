package io.postern.pgwire;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A value on the wire, never printed.
 *
 * @param bytes null for SQL's NULL
 */
public record BindValue(@Nullable Bytes bytes) {

    public static final BindValue NULL = new BindValue(null);

    public static BindValue of(byte[] bytes) {
        return new BindValue(Bytes.of(bytes));
    }

    /** A value in text format. */
    public static BindValue text(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isNull() {
        return bytes == null;
    }

    @Override
    public String toString() {
        return bytes == null ? "NULL" : bytes.toString();
    }
}
