package io.postern.audit.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Reads PostgreSQL's binary form of common types, so that people see values and not bytes. */
public final class BinaryValue {

    private BinaryValue() {}

    /**
     * The value in words; as bytes where the type is not one of those read here or the length is not the type's.
     *
     * @param typeOid object id of the declared type, 0 where the client left it open
     */
    public static Content read(long typeOid, byte[] bytes) {
        return readable(typeOid, ByteBuffer.wrap(bytes))
                .<Content>map(Content::clear)
                .orElseGet(() -> Content.binary(bytes));
    }

    /** Text where the bytes are UTF-8, bytes otherwise. */
    public static Content text(byte[] bytes) {
        return utf8(ByteBuffer.wrap(bytes)).<Content>map(Content::clear).orElseGet(() -> Content.binary(bytes));
    }

    private static Optional<String> readable(long typeOid, ByteBuffer bytes) {
        int length = bytes.remaining();
        if (typeOid == 16 && length == 1) {
            return Optional.of(bytes.get() == 0 ? "false" : "true");
        } else if (typeOid == 21 && length == 2) {
            return Optional.of(Short.toString(bytes.getShort()));
        } else if (typeOid == 23 && length == 4) {
            return Optional.of(Integer.toString(bytes.getInt()));
        } else if (typeOid == 20 && length == 8) {
            return Optional.of(Long.toString(bytes.getLong()));
        } else if (typeOid == 700 && length == 4) {
            return Optional.of(Float.toString(bytes.getFloat()));
        } else if (typeOid == 701 && length == 8) {
            return Optional.of(Double.toString(bytes.getDouble()));
        } else if (typeOid == 2950 && length == 16) {
            return Optional.of(new UUID(bytes.getLong(), bytes.getLong()).toString());
        } else if (typeOid == 25 || typeOid == 1042 || typeOid == 1043) {
            return utf8(bytes);
        }
        return Optional.empty();
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
