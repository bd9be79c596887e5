package io.postern.pgwire.sql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

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

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** First byte of what is digested; changes whenever the encoding below does. */
    private static final byte ENCODING = 1;

    private static final byte WORD = 'w';
    private static final byte IDENTIFIER = 'i';
    private static final byte PARAMETER = 'p';
    private static final byte CONSTANT = 'c';
    private static final byte SIGN = 's';

    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint is 64 lower-case hexadecimal digits");
        }
    }

    public static Fingerprint of(Tokens tokens) {
        Elements elements = new Elements(tokens.count());
        byte[] sql = tokens.sql().bytes();
        for (int i = 0; i < tokens.count(); i++) {
            TokenKind kind = tokens.kind(i);
            switch (kind) {
                case WORD -> elements.add(WORD, tokens.nameBytes(i));
                case QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> elements.add(IDENTIFIER, tokens.nameBytes(i));
                case PARAMETER -> elements.add(PARAMETER, tokens.parameterNumber(i));
                case INTEGER -> elements.add(CONSTANT, 'i');
                case NUMERIC -> elements.add(CONSTANT, 'n');
                case STRING -> elements.add(CONSTANT, 's');
                case ESCAPE_STRING -> elements.add(CONSTANT, 'e');
                case UNICODE_STRING -> elements.add(CONSTANT, 'u');
                case NATIONAL_STRING -> elements.add(CONSTANT, 'c');
                case BIT_STRING -> elements.add(CONSTANT, 'b');
                case HEX_STRING -> elements.add(CONSTANT, 'x');
                case DOLLAR_STRING -> elements.add(CONSTANT, 'd');
                case OPERATOR, TYPECAST, DOT_DOT, COLON_EQUALS, EQUALS_GREATER, SELF ->
                    elements.add(SIGN, sql, tokens.start(i), tokens.end(i));
            }
        }
        return new Fingerprint(HexFormat.of().formatHex(elements.digest()));
    }

    /** Tagged, length-delimited elements, so that no two sequences have the same bytes. */
    private static final class Elements {

        private static final int USUAL_ELEMENT_BYTES = 12;

        private byte[] buffer;
        private int size;

        Elements(int count) {
            buffer = new byte[1 + Math.max(1, count) * USUAL_ELEMENT_BYTES];
            buffer[size++] = ENCODING;
        }

        void add(byte tag, byte[] content) {
            add(tag, content, 0, content.length);
        }

        void add(byte tag, int number) {
            header(tag, Integer.BYTES);
            putInt(number);
        }

        void add(byte tag, byte[] source, int start, int end) {
            header(tag, end - start);
            System.arraycopy(source, start, buffer, size, end - start);
            size += end - start;
        }

        private void header(byte tag, int length) {
            int needed = size + 1 + Integer.BYTES + length;
            if (needed > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
            }
            buffer[size++] = tag;
            putInt(length);
        }

        private void putInt(int value) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                buffer[size++] = (byte) (value >>> shift);
            }
        }

        byte[] digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(buffer, 0, size);
                return sha256.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
