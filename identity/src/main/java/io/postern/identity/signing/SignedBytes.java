package io.postern.identity.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a signature is made over (RFC 7515 §5.1 step 5, the payload unencoded as in RFC 7797 §3): the header as
 * sent, a dot, then a tag of this format, topic, key and value, each after its length as a 32-bit big-endian number. No two
 * records share them, so an event cannot be used under another key or on another topic.
 */
final class SignedBytes {

    private static final byte[] FORMAT = ascii("postern-event-1");

    private SignedBytes() {}

    static byte[] of(String encodedHeader, String topic, String key, byte[] value) {
        byte[] header = ascii(encodedHeader);
        byte[] topicName = topic.getBytes(StandardCharsets.UTF_8);
        byte[] recordKey = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(header.length
                + 1
                + FORMAT.length
                + 3 * Integer.BYTES
                + topicName.length
                + recordKey.length
                + value.length);
        bytes.put(header).put((byte) '.').put(FORMAT);
        for (byte[] part : new byte[][] {topicName, recordKey, value}) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
