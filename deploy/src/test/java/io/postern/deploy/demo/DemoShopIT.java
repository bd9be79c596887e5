package io.postern.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.PostgresFixture;

class DemoShopIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive();

    private static final DemoPasswords PASSWORDS = new DemoPasswords("agent", "analyst", "reader", "keeper");

    @BeforeAll
    static void createShop() throws SQLException {
        assertThat(DemoShop.create(superuserUrl(), PASSWORDS)).isEqualTo(DemoShop.Found.NOTHING);
    }

    @Test
    void theShopIsTheSameEverywhere() throws SQLException {
        assertThat(asAnalyst("SELECT name || ', ' || email || ', ' || phone FROM customers WHERE id = 1"))
                .isEqualTo("Daniel Cruz, daniel.cruz@example.org, +44 20 7946 0053");
        assertThat(asAnalyst("SELECT status || ' ' || total FROM orders WHERE id = 5"))
                .isEqualTo("paid 79.50");
        assertThat(asAnalyst("SELECT (SELECT count(*) FROM customers) || ' ' || (SELECT count(*) FROM products) || ' '"
                        + " || (SELECT count(*) FROM orders) || ' ' || (SELECT count(*) FROM order_items) || ' '"
                        + " || (SELECT count(*) FROM employees)"))
                .isEqualTo("200 40 600 1500 25");
    }

    @Test
    void cardNumbersHaveACorrectCheckDigitAndNoBank() throws SQLException {
        assertThat(asAnalyst("""
                        SELECT bool_and(card_number ~ '^400000[0-9]{10}$' AND sum % 10 = 0) FROM customers,
                        LATERAL (SELECT sum(CASE WHEN i % 2 = 0 THEN d WHEN d > 4 THEN d * 2 - 9 ELSE d * 2 END)
                                 FROM generate_series(1, 16) AS i, LATERAL (SELECT substr(card_number, i, 1)::int AS d) AS _)
                        """)).isEqualTo("t");
    }

    @Test
    void ordersAddUp() throws SQLException {
        assertThat(asAnalyst("SELECT count(*) FROM orders WHERE total <>"
                        + " (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = orders.id)"))
                .isEqualTo("0");
    }

    @Test
    void anotherRunKeepsWhatWasChanged() throws SQLException {
        query("shop", DemoShop.AGENT_ROLE, "agent", "UPDATE orders SET status = 'cancelled' WHERE id = 6 RETURNING id");

        assertThat(DemoShop.create(superuserUrl(), PASSWORDS)).isEqualTo(DemoShop.Found.SHOP);

        assertThat(asAnalyst("SELECT status FROM orders WHERE id = 6")).isEqualTo("cancelled");
    }

    @Test
    void anotherRunSetsPasswordsAnew() throws SQLException {
        DemoShop.create(superuserUrl(), new DemoPasswords("agent", "analyst", "other", "keeper"));

        assertThat(query("shop", DemoShop.CATALOG_ROLE, "other", "SELECT current_user"))
                .isEqualTo("postern_catalog");
        DemoShop.create(superuserUrl(), PASSWORDS);
    }

    @Test
    void rolesCanDoTheirWorkAndNothingElse() throws SQLException {
        assertThat(query("shop", DemoShop.AGENT_ROLE, "agent", "SELECT count(*) FROM customers"))
                .isEqualTo("200");
        assertRefused("shop", DemoShop.AGENT_ROLE, "agent", "SELECT * FROM employees");
        assertRefused("shop", DemoShop.AGENT_ROLE, "agent", "CREATE TABLE mine (id int)");
        assertRefused("shop", DemoShop.AGENT_ROLE, "agent", "CREATE TEMPORARY TABLE mine (id int)");
        assertRefused("shop", DemoShop.ANALYST_ROLE, "analyst", "DELETE FROM orders");
        assertThat(query("shop", DemoShop.CATALOG_ROLE, "reader", "SELECT count(*) > 0 FROM pg_catalog.pg_class"))
                .isEqualTo("t");
        assertRefused("shop", DemoShop.CATALOG_ROLE, "reader", "SELECT * FROM public.products");
    }

    @Test
    void rolesReachOnlyTheirDatabase() throws SQLException {
        assertRefused("postern_audit", DemoShop.AGENT_ROLE, "agent", "SELECT 1");
        assertRefused("postgres", DemoShop.ANALYST_ROLE, "analyst", "SELECT 1");
        assertRefused("shop", DemoShop.AUDIT_ROLE, "keeper", "SELECT 1");
        assertThat(query(
                        "postern_audit",
                        DemoShop.AUDIT_ROLE,
                        "keeper",
                        "CREATE TABLE facts (id int); INSERT INTO facts VALUES (1) RETURNING id"))
                .isEqualTo("1");
    }

    private static void assertRefused(String database, String role, String password, String sql) {
        assertThatThrownBy(() -> query(database, role, password, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    private static String asAnalyst(String sql) throws SQLException {
        return query("shop", DemoShop.ANALYST_ROLE, "analyst", sql);
    }

    /** The first value of the last result. */
    private static String query(String database, String role, String password, String sql) throws SQLException {
        String url = "jdbc:postgresql://" + POSTGRES.host() + ":" + POSTGRES.port() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, role, password);
                Statement statement = connection.createStatement()) {
            boolean isRows = statement.execute(sql);
            while (!isRows) {
                assertThat(statement.getUpdateCount()).as("more results").isNotEqualTo(-1);
                isRows = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).as("a row").isTrue();
                return rows.getString(1);
            }
        }
    }

    private static String superuserUrl() {
        return "jdbc:postgresql://" + POSTGRES.host() + ":" + POSTGRES.port() + "/postgres?user=" + POSTGRES.superuser()
                + "&password=" + POSTGRES.password().replace(" ", "%20");
    }
}
