package io.postern.pgwire.sql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Digest of the token sequence of a text with the values of its constants left out.
 *
 * <p>Two texts have equal fingerprints exactly if they have the same tokens in the same order, where words count without case,
 * quoted identifiers by the name they denote (and never as the keyword of the same letters), parameters by number and constants by
 * kind alone. White space and comments do not count.
 *
 * @param hex SHA-256, 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

    private static final int HEX_LENGTH = 64;

    /** First byte of what is digested; changes whenever the encoding below does. */
    private static final byte ENCODING = 2;

    // The first byte of an element says what it is and how long. Constants are 1 to 9, one for each kind.
    private static final byte PARAMETER = 10;
    private static final byte SIGN = 11;
    // A sign of one byte, all of which are from 0x21 to 0x7E, stands for itself.
    private static final int WORD = 0x80;
    private static final int IDENTIFIER = 0xC0;

    /** The longest is a name or a sign of 63 bytes, with its length. */
    private static final int MAX_ELEMENT_BYTES = 2 + Tokens.MAX_NAME_BYTES;

    private static final HexFormat HEX = HexFormat.of();

    /** Making one takes a good part of the time that a short text takes. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Fingerprint::sha256);

    public Fingerprint {
        boolean valid = hex.length() == HEX_LENGTH;
        for (int i = 0; valid && i < HEX_LENGTH; i++) {
            char c = hex.charAt(i);
            valid = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!valid) {
            throw new IllegalArgumentException("a fingerprint is 64 lower-case hexadecimal digits");
        }
    }

    public static Fingerprint of(Tokens tokens) {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        Elements elements = new Elements(tokens, digest);
        for (int i = 0; i < tokens.count(); i++) {
            elements.add(i);
        }
        return new Fingerprint(HEX.formatHex(elements.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Elements whose first bytes give their lengths, so that no two sequences have the same bytes. */
    private static final class Elements {

        private static final int BUFFER_BYTES = 1024;

        private final Tokens tokens;
        private final byte[] sql;
        private final MessageDigest digest;
        private final byte[] buffer;
        private int size;

        Elements(Tokens tokens, MessageDigest digest) {
            this.tokens = tokens;
            this.sql = tokens.sql().bytes();
            this.digest = digest;
            // Names are folded and decoded to no more bytes than they have, and a header is shorter than what it is
            // for.
            buffer = new byte[Math.min(BUFFER_BYTES, 2 * sql.length + 2 * MAX_ELEMENT_BYTES)];
            buffer[size++] = ENCODING;
        }

        void add(int i) {
            if (buffer.length - size < MAX_ELEMENT_BYTES) {
                digest.update(buffer, 0, size);
                size = 0;
            }
            switch (tokens.kind(i)) {
                case WORD -> name(WORD, i);
                case QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> name(IDENTIFIER, i);
                case PARAMETER -> parameter(tokens.parameterNumber(i));
                case INTEGER -> buffer[size++] = 1;
                case NUMERIC -> buffer[size++] = 2;
                case STRING -> buffer[size++] = 3;
                case ESCAPE_STRING -> buffer[size++] = 4;
                case UNICODE_STRING -> buffer[size++] = 5;
                case NATIONAL_STRING -> buffer[size++] = 6;
                case BIT_STRING -> buffer[size++] = 7;
                case HEX_STRING -> buffer[size++] = 8;
                case DOLLAR_STRING -> buffer[size++] = 9;
                case OPERATOR, TYPECAST, DOT_DOT, COLON_EQUALS, EQUALS_GREATER, SELF ->
                    sign(tokens.start(i), tokens.end(i));
            }
        }

        private void name(int tag, int i) {
            int length = tokens.putName(i, buffer, size + 1);
            buffer[size] = (byte) (tag | length);
            size += 1 + length;
        }

        private void parameter(int number) {
            buffer[size++] = PARAMETER;
            for (int shift = 24; shift >= 0; shift -= 8) {
                buffer[size++] = (byte) (number >>> shift);
            }
        }

        private void sign(int start, int end) {
            int length = end - start;
            if (length > 1) {
                buffer[size++] = SIGN;
                buffer[size++] = (byte) length;
            }
            System.arraycopy(sql, start, buffer, size, length);
            size += length;
        }

        byte[] digest() {
            digest.update(buffer, 0, size);
            return digest.digest();
        }
    }
}
