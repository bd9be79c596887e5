package io.postern.pgwire;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.postern.pgwire.sql.SqlText;

/** Appends one message to a buffer and fills in its length; a value that does not fit the format leaves the buffer as it was. */
final class MessageWriter {

    private static final int MAX_COUNT = 0xFFFF;

    private final ByteBuf out;

    private MessageWriter(ByteBuf out) {
        this.out = out;
    }

    static void write(ByteBuf out, FrontendType type, Consumer<MessageWriter> body) {
        write(out, type.code(), body);
    }

    static void write(ByteBuf out, BackendType type, Consumer<MessageWriter> body) {
        write(out, type.code(), body);
    }

    static void empty(ByteBuf out, FrontendType type) {
        out.writeByte(type.code()).writeInt(Integer.BYTES);
    }

    static void empty(ByteBuf out, BackendType type) {
        out.writeByte(type.code()).writeInt(Integer.BYTES);
    }

    /** A packet without type byte: manual, "Start-up". */
    static void untyped(ByteBuf out, Consumer<MessageWriter> body) {
        int start = out.writerIndex();
        fill(out, start, body);
    }

    private static void write(ByteBuf out, byte type, Consumer<MessageWriter> body) {
        int start = out.writerIndex();
        out.writeByte(type);
        fill(out, start, body);
    }

    private static void fill(ByteBuf out, int start, Consumer<MessageWriter> body) {
        int lengthIndex = out.writerIndex();
        out.writeInt(0);
        boolean complete = false;
        try {
            body.accept(new MessageWriter(out));
            complete = true;
        } finally {
            if (!complete) {
                out.writerIndex(start);
            }
        }
        out.setInt(lengthIndex, out.writerIndex() - lengthIndex);
    }

    MessageWriter int8(int value) {
        out.writeByte(value);
        return this;
    }

    MessageWriter int16(int value) {
        if (value < Short.MIN_VALUE || value > Short.MAX_VALUE) {
            throw new IllegalArgumentException(value + " does not fit in 16 bits");
        }
        out.writeShort(value);
        return this;
    }

    MessageWriter int32(int value) {
        out.writeInt(value);
        return this;
    }

    MessageWriter oid(long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(value + " is no OID");
        }
        out.writeInt((int) value);
        return this;
    }

    MessageWriter count16(List<?> elements) {
        if (elements.size() > MAX_COUNT) {
            throw new IllegalArgumentException(elements.size() + " elements, at most " + MAX_COUNT + " fit");
        }
        out.writeShort(elements.size());
        return this;
    }

    MessageWriter string(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text with a NUL character");
        }
        try {
            out.writeBytes(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value)));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text with an unpaired surrogate", e);
        }
        out.writeByte(0);
        return this;
    }

    MessageWriter sql(SqlText sql) {
        out.writeBytes(sql.toByteArray()).writeByte(0);
        return this;
    }

    MessageWriter bytes(Bytes bytes) {
        bytes.writeTo(out);
        return this;
    }

    MessageWriter key(SecretKey key) {
        key.writeTo(out);
        return this;
    }

    MessageWriter formats(List<Format> formats) {
        count16(formats);
        for (Format format : formats) {
            int16(format.code());
        }
        return this;
    }

    MessageWriter oids(List<Long> oids) {
        count16(oids);
        for (long oid : oids) {
            oid(oid);
        }
        return this;
    }

    MessageWriter values(List<BindValue> values) {
        count16(values);
        values.forEach(this::value);
        return this;
    }

    MessageWriter value(BindValue value) {
        Bytes bytes = value.bytes();
        if (bytes == null) {
            return int32(-1);
        }
        return int32(bytes.length()).bytes(bytes);
    }
}
