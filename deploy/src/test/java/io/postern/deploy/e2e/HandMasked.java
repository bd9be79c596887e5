package io.postern.deploy.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A copy of the shop for each group in which the columns that the sample policy masks were overwritten, by rules written anew. */
final class HandMasked {

    static final List<String> GROUPS = List.of("agents", "analysts");

    private static final String CARD = "CASE WHEN length(card_number) < 8 THEN '***'"
            + " ELSE '****' || substr(card_number, length(card_number) - 3) END";
    private static final String PHONE =
            "CASE WHEN length(phone) < 8 THEN '***' ELSE '****' || substr(phone, length(phone) - 1) END";
    private static final String EMAIL = "CASE WHEN email !~ '@' THEN '***'"
            + " ELSE CASE WHEN email ~ '^[^@]{3}' THEN substr(email, 1, 1) ELSE '' END || '***@'"
            + " || regexp_replace(email, '^.*@', '') END";

    private HandMasked() {}

    static String database(String group) {
        return "masked_for_" + group;
    }

    /** Values that a mask may stumble over. */
    static void oddValues(Connection shop) throws SQLException {
        try (Statement statement = shop.createStatement()) {
            statement.execute("""
                    UPDATE customers SET email = '', phone = '', card_number = '' WHERE id = 11;
                    UPDATE customers SET email = '@', phone = '1234567', card_number = '1234' WHERE id = 12;
                    UPDATE customers SET email = 'nowhere', phone = '12345678', card_number = '1234567' WHERE id = 13;
                    UPDATE customers SET email = 'jq@ex.io', phone = E'\\n\\n\\n\\n\\n\\n\\n\\n', card_number = '12345678' WHERE id = 14;
                    UPDATE customers SET email = 'a@b@c@ex.io', phone = '日本日本日本日本', card_number = '🙂🙂🙂🙂🙂🙂🙂🙂' WHERE id = 15;
                    UPDATE customers SET email = 'éüß@ex.io', phone = '''''''''''', card_number = E'\\\\\\\\\\\\\\\\\\\\' WHERE id = 16;
                    UPDATE customers SET email = 'abc@', phone = ' ', card_number = 'x' WHERE id = 17""");
        }
    }

    static void mask(Connection copy, String group) throws SQLException {
        try (Statement statement = copy.createStatement()) {
            statement.execute("ALTER TABLE customers DROP CONSTRAINT customers_email_key");
            statement.execute("ALTER TABLE employees ALTER COLUMN salary DROP NOT NULL");
            statement.execute("UPDATE customers SET card_number = " + CARD);
            statement.execute("UPDATE employees SET salary = NULL");
            if (group.equals("agents")) {
                statement.execute("UPDATE customers SET email = " + EMAIL + ", phone = " + PHONE);
            }
        }
    }
}
