package io.postern.deploy.e2e;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Values in the market that identities must not see. */
final class MarketCanaries {

    static final String EMAIL = "qzvkxjwh1f@ex.io";
    static final String PHONE = "+9870653194277";
    static final String CARD = "4911736482509374";
    static final BigDecimal SALARY = new BigDecimal("7391846.25");
    static final String NOTE = "zqjw vkxh 41 gpym";
    static final String TAG = "wkvqzjh77tag";
    static final String BORN = "1871-11-19";
    private static final String SECOND_EMAIL = "XQ7PLMVBN2@ex.io";
    private static final String SECOND_PHONE = "0038-8273645-91";
    private static final String SECOND_CARD = "7263 9184 5527 3390";
    private static final BigDecimal SECOND_SALARY = new BigDecimal("6482917.75");
    private static final BigDecimal THIRD_SALARY = new BigDecimal("5173928.50");
    private static final String IBAN = "XK77zjqvwk4482913365";
    private static final String SECOND_IBAN = "XK31vxqhjz9917726405";
    private static final String PASSPORT = "PZK83917264";
    private static final String MEMBER_PASSPORT = "MQX72948361";
    private static final String SERIAL = "SRZ-kq77-vwx-5519";
    private static final String BODY = "jqxzv 88 kwyjg 73 hx93zq";
    private static final String MEMO = "memoqzx vkjw 8817 hgq";
    private static final String HIDDEN_NAME = "Zyxwq Vkjhgson";
    private static final String HIDDEN_CITY = "Ostrava";

    private static final List<String> GUESSED =
            List.of("#{email}", "#{phone}", "#{card}", "#{salary}", "#{born}", "#{body}");
    private static final List<String> WRONG = List.of(
            "qyvkxjwh1f@ex.io",
            "+9870653194276",
            "4911736482509373",
            "7391846.24",
            "1871-11-18",
            "jqxzv 88 kwyjg 73 hx93zr");

    private MarketCanaries() {}

    /** What of the market the policy keeps from the identity. */
    static CanaryPatterns of(Market.Identity identity) {
        return switch (identity) {
            case AGENTS -> agents();
            case ANALYSTS -> paid(cards(new CanaryPatterns()));
            case CLERKS ->
                new CanaryPatterns()
                        .text(HIDDEN_NAME)
                        .text(EMAIL.substring(0, 10))
                        .text(PHONE)
                        .text(CARD)
                        .text(NOTE)
                        .text(TAG)
                        .folded(BORN, "date")
                        .number(SALARY);
        };
    }

    private static CanaryPatterns agents() {
        CanaryPatterns patterns = paid(cards(new CanaryPatterns()));
        for (String email : new String[] {EMAIL, SECOND_EMAIL}) {
            patterns.text(email.substring(0, email.indexOf('@'))).digests(email);
        }
        return patterns.text(PHONE)
                .text(SECOND_PHONE)
                .text(NOTE)
                .text(TAG)
                .text(IBAN)
                .text(SECOND_IBAN)
                .text(PASSPORT)
                .text(MEMBER_PASSPORT)
                .text(SERIAL)
                .text(BODY)
                .text(MEMO)
                .folded(BORN, "date")
                .folded("19-11-1871", "date")
                .folded("11/19/1871", "date")
                .folded("-3096748", "epoch of the date");
    }

    private static CanaryPatterns cards(CanaryPatterns patterns) {
        return patterns.text(CARD).text(SECOND_CARD);
    }

    private static CanaryPatterns paid(CanaryPatterns patterns) {
        return patterns.number(SALARY)
                .number(SECOND_SALARY)
                .number(THIRD_SALARY)
                .number(SECOND_SALARY.add(THIRD_SALARY));
    }

    /** Puts the values into the market. Who has pay at all but these is told no one. */
    static void plant(Connection market) throws SQLException {
        try (Statement statement = market.createStatement()) {
            statement.execute("""
                    UPDATE customers SET name = '%s', email = '%s', phone = '%s', card_number = '%s', salary = %s,
                        notes = '{"remark": "%s", "deep": {"list": ["%s"]}}', tags = ARRAY['%s', 'plain'], born = '%s', city = '%s'
                        WHERE id = 1;
                    UPDATE customers SET email = '%s', phone = '%s', card_number = '%s' WHERE id = 2;
                    UPDATE employees SET salary = %s WHERE id = 2;
                    UPDATE employees SET salary = %s WHERE id = 3;
                    """.formatted(
                            HIDDEN_NAME,
                            EMAIL,
                            PHONE,
                            CARD,
                            SALARY,
                            NOTE,
                            NOTE,
                            TAG,
                            BORN,
                            HIDDEN_CITY,
                            SECOND_EMAIL,
                            SECOND_PHONE,
                            SECOND_CARD,
                            SECOND_SALARY,
                            THIRD_SALARY));
            statement.execute("""
                    UPDATE payments SET iban = '%s' WHERE id = 1;
                    UPDATE payments SET iban = '%s' WHERE id = 60;
                    UPDATE people SET passport = '%s' WHERE id = 1;
                    UPDATE members SET passport = '%s' WHERE id = 11;
                    UPDATE secret_assets SET serial = '%s' WHERE id = 11;
                    UPDATE tickets SET body = '%s' WHERE id = 10;
                    UPDATE ledger SET memo = '%s' WHERE id = 4711;
                    """.formatted(IBAN, SECOND_IBAN, PASSPORT, MEMBER_PASSPORT, SERIAL, BODY, MEMO));
        }
    }

    /** Puts canaries in place of {@code #{email}} and the like. */
    static String right(String sql) {
        return filled(sql, List.of(EMAIL, PHONE, CARD, SALARY.toPlainString(), BORN, BODY));
    }

    /** As {@link #right(String)}, with values that nobody has. */
    static String wrong(String sql) {
        return filled(sql, WRONG);
    }

    private static String filled(String sql, List<String> values) {
        String filled = sql;
        for (int i = 0; i < GUESSED.size(); i++) {
            filled = filled.replace(GUESSED.get(i), values.get(i));
        }
        return filled;
    }

    /** A line without the guess, right or wrong, that an answer may repeat. */
    static String withoutGuess(String line) {
        String without = line;
        for (String guess : List.of(EMAIL, PHONE, CARD, SALARY.toPlainString(), BORN, BODY)) {
            without = without.replace(guess, "(guess)");
        }
        for (String guess : WRONG) {
            without = without.replace(guess, "(guess)");
        }
        return without;
    }
}
