package io.postern.deploy.e2e;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.Bytes;

/** Raw values that must never come out of the gate, and the shapes in which they might. */
final class Canaries {

    /** Shorter pieces also stand in values by chance. */
    private static final int WINDOW = 6;

    static final String EMAIL = "qzvkxjwh1f@ex.io";
    static final String PHONE = "+9870654321177";
    static final String CARD = "4911736482509374";
    static final String SALARY = "7391846.25";

    private record Customer(int id, String email, String phone, String card) {}

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer(1, EMAIL, PHONE, CARD),
            new Customer(2, "XQ7PLMVBN2@ex.io", "0038-8273645-91", "7263 9184 5527 3390"),
            new Customer(4, "wjzqükvbtr@ex.io", "555 7719 3826 4", "card:kzqjvwyxgm8264"));

    private static final List<BigDecimal> SALARIES =
            List.of(new BigDecimal(SALARY), new BigDecimal("6482917.75"), new BigDecimal("5173928.50"));

    /** In lower case, as ISO 8859-1 reads them. */
    private final Set<String> folded = new LinkedHashSet<>();

    private final Set<String> exact = new LinkedHashSet<>();

    private Canaries() {}

    /** What the sample policy keeps from the group. */
    static Canaries of(String group) {
        Canaries canaries = new Canaries();
        for (Customer customer : CUSTOMERS) {
            if (group.equals("agents")) {
                String email = customer.email();
                canaries.text(email, email.substring(0, email.indexOf('@')));
                canaries.text(customer.phone(), customer.phone());
            }
            canaries.text(customer.card(), customer.card());
        }
        canaries.salaries();
        return canaries;
    }

    private void salaries() {
        SALARIES.forEach(this::number);
        number(SALARIES.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Puts the values into the shop; nothing else of a row changes. All other salaries become 0. */
    static void plant(Connection shop) throws SQLException {
        try (PreparedStatement customer = shop.prepareStatement(
                        "UPDATE customers SET email = ?, phone = ?, card_number = ? WHERE id = ?");
                PreparedStatement others = shop.prepareStatement("UPDATE employees SET salary = 0");
                PreparedStatement salary = shop.prepareStatement("UPDATE employees SET salary = ? WHERE id = ?")) {
            for (Customer canary : CUSTOMERS) {
                customer.setString(1, canary.email());
                customer.setString(2, canary.phone());
                customer.setString(3, canary.card());
                customer.setInt(4, canary.id());
                customer.executeUpdate();
            }
            others.executeUpdate();
            for (int i = 0; i < SALARIES.size(); i++) {
                salary.setBigDecimal(1, SALARIES.get(i));
                salary.setInt(2, i + 1);
                salary.executeUpdate();
            }
        }
    }

    /** Puts the first canary of each kind in place of {@code #{email}} and the like. */
    static String right(String sql) {
        return filled(sql, EMAIL, PHONE, CARD, SALARY);
    }

    /** As {@link #right(String)}, with values that nobody has. */
    static String wrong(String sql) {
        return filled(sql, "qyvkxjwh1f@ex.io", "+9870654321176", "4911736482509373", "7391846.24");
    }

    private static String filled(String sql, String email, String phone, String card, String salary) {
        return sql.replace("#{email}", email)
                .replace("#{phone}", phone)
                .replace("#{card}", card)
                .replace("#{salary}", salary);
    }

    /** The first shape of a raw value among the bytes. */
    Optional<String> in(Bytes received) {
        String text = new String(received.toByteArray(), StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        return folded.stream()
                .filter(lower::contains)
                .findFirst()
                .or(() -> exact.stream().filter(text::contains).findFirst());
    }

    private void text(String value, String secret) {
        windows(secret);
        windows(new StringBuilder(secret).reverse().toString());
        for (String spelled : List.of(value, secret, value.toLowerCase(Locale.ROOT), value.toUpperCase(Locale.ROOT))) {
            byte[] bytes = spelled.getBytes(StandardCharsets.UTF_8);
            for (String algorithm : List.of("MD5", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
                byte[] digest = digest(algorithm, bytes);
                folded.add(HexFormat.of().formatHex(digest));
                exact.add(new String(digest, StandardCharsets.ISO_8859_1));
            }
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        folded.add(HexFormat.of().formatHex(bytes, 1, bytes.length - 2));
        base64(bytes);
    }

    /** Wherever the value begins within a group of three bytes. */
    private void base64(byte[] bytes) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            exact.add(encoded.substring(before == 0 ? 0 : 4, encoded.length() - 2));
        }
    }

    private void windows(String value) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (int i = 0; i + WINDOW <= bytes.length(); i++) {
            folded.add(bytes.substring(i, i + WINDOW).toLowerCase(Locale.ROOT));
        }
    }

    /** As text, and as the binary formats of numeric, bigint, integer and double precision have it. */
    private void number(BigDecimal value) {
        String digits = value.toBigInteger().toString();
        folded.add(digits);
        folded.add(new StringBuilder(digits).reverse().toString());
        long whole = value.longValue();
        exact.add(latin(ByteBuffer.allocate(4).putInt((int) whole).array()));
        exact.add(latin(ByteBuffer.allocate(8).putDouble(value.doubleValue()).array()));
        exact.add(latin(ByteBuffer.allocate(4)
                .putShort((short) (whole / 10_000 % 10_000))
                .putShort((short) (whole % 10_000))
                .array()));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform has " + algorithm, e);
        }
    }
}
