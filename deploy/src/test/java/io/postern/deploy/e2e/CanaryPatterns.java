package io.postern.deploy.e2e;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shapes in which raw values might come out, searched for in one pass over the bytes. */
final class CanaryPatterns {

    /** Shorter pieces also stand in values by chance. */
    private static final int WINDOW = 6;

    private static final int PREFIX = 4;

    /** By the first bytes, in lower case; what is compared exactly is kept as it is beside. */
    private final Map<Integer, List<Shape>> byPrefix = new HashMap<>();

    private final java.util.BitSet prefixes = new java.util.BitSet(1 << 16);

    private static final class Shape {
        private final byte[] bytes;
        private final boolean folded;
        private final String what;

        Shape(byte[] bytes, boolean folded, String what) {
            this.bytes = bytes;
            this.folded = folded;
            this.what = what;
        }

        boolean stands(byte[] text, int at) {
            int end = at + bytes.length;
            return end <= text.length && Arrays.equals(text, at, end, bytes, 0, bytes.length);
        }
    }

    /** Text of which no piece may be seen, however spelled. */
    CanaryPatterns text(String secret) {
        windows(secret, "piece");
        windows(new StringBuilder(secret).reverse().toString(), "reversed piece");
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (String spelled : List.of(secret, secret.toLowerCase(Locale.ROOT), secret.toUpperCase(Locale.ROOT))) {
            digests(spelled);
        }
        folded(HexFormat.of().formatHex(bytes, 1, bytes.length - 1), "hex");
        base64(bytes);
        windowsOf(URLEncoder.encode(secret, StandardCharsets.UTF_8), 8, "URL-encoded");
        codePoints(secret);
        return this;
    }

    /** Also where it is part of a whole that is digested. */
    CanaryPatterns digests(String spelled) {
        byte[] bytes = spelled.getBytes(StandardCharsets.UTF_8);
        for (String algorithm : List.of("MD5", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
            byte[] digest = digest(algorithm, bytes);
            folded(HexFormat.of().formatHex(digest, 0, 8), algorithm);
            exact(Arrays.copyOf(digest, 12), algorithm);
            exact(Base64.getEncoder().encodeToString(digest).substring(0, 12), algorithm);
        }
        return this;
    }

    /** As text, and as the binary formats of numeric, bigint, integer and double precision have it. */
    CanaryPatterns number(BigDecimal value) {
        String digits = value.toBigInteger().toString();
        folded(digits, "digits");
        folded(new StringBuilder(digits).reverse().toString(), "reversed digits");
        digests(value.toPlainString());
        long whole = value.longValue();
        exact(ByteBuffer.allocate(4).putInt((int) whole).array(), "integer");
        exact(ByteBuffer.allocate(8).putDouble(value.doubleValue()).array(), "double precision");
        exact(
                ByteBuffer.allocate(4)
                        .putShort((short) (whole / 10_000 % 10_000))
                        .putShort((short) (whole % 10_000))
                        .array(),
                "numeric");
        folded(HexFormat.of().formatHex(digits.getBytes(StandardCharsets.US_ASCII)), "hex of digits");
        folded(Long.toHexString(whole), "hexadecimal");
        return this;
    }

    /** Exactly this, upper or lower case. */
    CanaryPatterns folded(String shape, String what) {
        add(latin(shape.toLowerCase(Locale.ROOT)), true, what + " of " + shape);
        return this;
    }

    private void codePoints(String secret) {
        List<Integer> points = secret.codePoints().boxed().toList();
        for (String between : List.of(",", ", ", " ", "|")) {
            List<String> numbers = points.stream().map(String::valueOf).toList();
            for (int i = 0; i + 5 <= numbers.size(); i++) {
                folded(String.join(between, numbers.subList(i, i + 5)), "code points");
            }
        }
        String escaped =
                points.stream().map(point -> String.format("\\u%04x", point)).collect(Collectors.joining());
        folded(escaped.substring(0, Math.min(escaped.length(), 24)), "JSON escapes");
    }

    /** Wherever the value begins within a group of three bytes. */
    private void base64(byte[] bytes) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            exact(encoded.substring(before == 0 ? 0 : 4, encoded.length() - 2), "base64");
        }
    }

    private void windows(String value, String what) {
        windowsOf(value, WINDOW, what);
    }

    private void windowsOf(String value, int size, String what) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int i = 0; i + size <= bytes.length(); i++) {
            String window = bytes.substring(i, i + size);
            add(window.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1), true, what + " " + window);
        }
    }

    private void exact(String shape, String what) {
        exact(latin(shape), what);
    }

    private void exact(byte[] shape, String what) {
        add(shape, false, what);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(byte[] bytes, boolean folded, String what) {
        if (bytes.length < PREFIX) {
            throw new IllegalArgumentException("too short to be no accident: " + what);
        }
        int prefix = prefix(folded(bytes), 0);
        prefixes.set(prefix >>> 16);
        byPrefix.computeIfAbsent(prefix, unused -> new ArrayList<>()).add(new Shape(bytes, folded, what));
    }

    /** The first shape of a raw value among the bytes. */
    Optional<String> in(byte[] received) {
        byte[] lower = folded(received);
        for (int i = 0; i + PREFIX <= received.length; i++) {
            if (!prefixes.get((lower[i] & 0xFF) << 8 | (lower[i + 1] & 0xFF))) {
                continue;
            }
            List<Shape> shapes = byPrefix.get(prefix(lower, i));
            if (shapes == null) {
                continue;
            }
            for (Shape shape : shapes) {
                if (shape.stands(shape.folded ? lower : received, i)) {
                    return Optional.of(shape.what);
                }
            }
        }
        return Optional.empty();
    }

    private static int prefix(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    private static byte[] folded(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + ('a' - 'A'));
            }
        }
        return lower;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform has " + algorithm, e);
        }
    }
}
