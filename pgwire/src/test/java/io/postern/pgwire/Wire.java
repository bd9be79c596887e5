package io.postern.pgwire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Bytes written as hexadecimal digits and quoted ASCII: {@code 51 00000006 'x' 00}. */
final class Wire {

    private static final Pattern PART = Pattern.compile("'([^']*)'|([0-9a-f]{2})|\\s+");

    private Wire() {}

    static byte[] bytes(String notation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher part = PART.matcher(notation);
        int end = 0;
        while (part.find() && part.start() == end) {
            if (part.group(1) != null) {
                bytes.writeBytes(part.group(1).getBytes(StandardCharsets.US_ASCII));
            } else if (part.group(2) != null) {
                bytes.writeBytes(HexFormat.of().parseHex(part.group(2)));
            }
            end = part.end();
        }
        if (end != notation.length()) {
            throw new IllegalArgumentException("not in notation at " + end + ": " + notation);
        }
        return bytes.toByteArray();
    }

    static byte[] written(Consumer<ByteBuf> encode) {
        ByteBuf out = Unpooled.buffer();
        try {
            encode.accept(out);
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            return bytes;
        } finally {
            out.release();
        }
    }
}
