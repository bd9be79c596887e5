package io.postern.pgwire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.SqlText;

/** Reads one message body with its own index; every shortfall is a {@link ProtocolViolation} that names the message. */
final class BodyReader {

    private static final int MAX_UNSIGNED_SHORT = 0xFFFF;

    private final String message;
    private final ByteBuf body;
    private final int end;
    private int index;

    BodyReader(String message, ByteBuf body) {
        this.message = message;
        this.body = body;
        this.index = body.readerIndex();
        this.end = body.writerIndex();
    }

    int remaining() {
        return end - index;
    }

    byte int8(String field) {
        return body.getByte(take(1, field));
    }

    int int16(String field) {
        return body.getShort(take(Short.BYTES, field));
    }

    int int32(String field) {
        return body.getInt(take(Integer.BYTES, field));
    }

    long oid(String field) {
        return body.getUnsignedInt(take(Integer.BYTES, field));
    }

    /** A 16-bit count of elements that take at least {@code minBytes} each, checked against what is left of the body. */
    int count16(String field, int minBytes) {
        int count = int16(field) & MAX_UNSIGNED_SHORT;
        requireRoom(field, count, minBytes);
        return count;
    }

    /** As {@link #count16}, for a 32-bit count. */
    int count32(String field, int minBytes) {
        int count = int32(field);
        if (count < 0) {
            throw violation("a count in " + field, "a negative number");
        }
        requireRoom(field, count, minBytes);
        return count;
    }

    String string(String field) {
        byte[] bytes = zeroTerminated(field);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProtocolViolation.invalidText(message + " " + field);
        }
    }

    SqlText sql(String field) {
        byte[] bytes = zeroTerminated(field);
        try {
            return SqlText.of(bytes);
        } catch (InvalidSqlText e) {
            throw ProtocolViolation.invalidText(message + " " + field);
        }
    }

    List<String> strings(String field, int count) {
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            strings.add(string(field));
        }
        return strings;
    }

    List<Format> formats(String field) {
        int count = count16(field, Short.BYTES);
        List<Format> formats = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            formats.add(format(field));
        }
        return formats;
    }

    Format format(String field) {
        int code = int16(field);
        Format format = Format.of(code);
        if (format == null) {
            throw violation("0 or 1 in " + field, Integer.toString(code));
        }
        return format;
    }

    List<Long> oids(String field) {
        int count = count16(field, Integer.BYTES);
        List<Long> oids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            oids.add(oid(field));
        }
        return oids;
    }

    /** A 32-bit length and as many bytes; a length of -1 is NULL. */
    BindValue value(String field) {
        int length = int32(field);
        if (length == -1) {
            return BindValue.NULL;
        }
        if (length < 0) {
            throw violation("a length or -1 in " + field, "another negative length");
        }
        return new BindValue(Bytes.copyOf(body, take(length, field), length));
    }

    /** Values after their 16-bit count; formats are none, one, or as many as values. */
    List<BindValue> values(String field, int formats) {
        int count = count16(field, Integer.BYTES);
        if (formats > 1 && formats != count) {
            throw violation("no, one or " + count + " formats of " + field, Integer.toString(formats));
        }
        List<BindValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(field));
        }
        return values;
    }

    Bytes bytes(String field, int length) {
        return Bytes.copyOf(body, take(length, field), length);
    }

    Bytes rest() {
        return bytes("rest", remaining());
    }

    void end() {
        if (index != end) {
            throw violation("the end of the message", remaining() + " more bytes");
        }
    }

    ProtocolViolation violation(String expected, String actual) {
        return new ProtocolViolation(message, expected, actual);
    }

    private byte[] zeroTerminated(String field) {
        int length = body.bytesBefore(index, remaining(), (byte) 0);
        if (length < 0) {
            throw violation("a zero byte after " + field, "the end of the message");
        }
        byte[] bytes = new byte[length];
        body.getBytes(take(length + 1, field), bytes);
        return bytes;
    }

    private void requireRoom(String field, int count, int minBytes) {
        if ((long) count * minBytes > remaining()) {
            throw violation(count + " elements of " + field, remaining() + " bytes");
        }
    }

    private int take(int length, String field) {
        if (length > remaining()) {
            throw violation(length + " bytes of " + field, remaining() + " bytes");
        }
        int at = index;
        index += length;
        return at;
    }
}
