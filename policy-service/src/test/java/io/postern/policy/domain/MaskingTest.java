package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.policy.Shop;
import io.postern.policy.catalog.Column;
import io.postern.policy.sql.MaskingSource;

class MaskingTest {

    /** Allows all and masks one column, so that texts stay short. */
    private static final Policy SHORT = Shop.policy("""
            policy: p
            rules:
              - {id: all, allow: [select, insert, update, delete, explain, cursor], tables: ["*"]}
            masks:
              - {id: m, columns: [hidden.customers.email, public.log.line], mask: "null"}
            """);

    private static final String SOURCE =
            "(SELECT \"id\", CAST(NULL AS text) AS \"email\" FROM \"hidden\".\"customers\")";
    private static final String LOG = "(SELECT \"id\", CAST(NULL AS text) AS \"line\" FROM \"public\".\"log\")";

    private static String rewritten(String sql) {
        Decision decision = Shop.decide(SHORT, Set.of(), sql);
        assertThat(decision.verdict()).as(sql + ": " + decision.reason()).isEqualTo(Verdict.ALLOW);
        return Shop.rewritten(sql, decision).replace("\" )", "\")");
    }

    @Test
    void aTableReferenceBecomesASubQueryUnderTheSameName() {
        Map<String, String> golden = Map.ofEntries(
                Map.entry("SELECT email FROM hidden.customers", "SELECT email FROM " + SOURCE + " AS \"customers\""),
                Map.entry("SELECT c.email FROM hidden.customers c", "SELECT c.email FROM " + SOURCE + " c"),
                Map.entry("SELECT a FROM hidden.customers AS c (a, b)", "SELECT a FROM " + SOURCE + " AS c (a, b)"),
                Map.entry("SELECT * FROM hidden.customers*", "SELECT * FROM " + SOURCE + " AS \"customers\""),
                Map.entry(
                        "SELECT * FROM ONLY (hidden.customers) x",
                        "SELECT * FROM " + SOURCE.replace("FROM \"h", "FROM ONLY \"h") + " x"),
                Map.entry("TABLE hidden.customers", "SELECT * FROM " + SOURCE + " AS \"customers\""),
                Map.entry(
                        "TABLE log UNION TABLE log",
                        "SELECT * FROM " + LOG + " AS \"log\" UNION SELECT * FROM " + LOG + " AS \"log\""),
                Map.entry(
                        "SELECT l.line, (SELECT max(line) FROM log) FROM log l, log AS \"L\"",
                        "SELECT l.line, (SELECT max(line) FROM " + LOG + " AS \"log\") FROM " + LOG + " l, " + LOG
                                + " AS \"L\""),
                Map.entry(
                        "WITH log AS (SELECT * FROM log) SELECT * FROM log",
                        "WITH log AS (SELECT * FROM " + LOG + " AS \"log\") SELECT * FROM log"),
                Map.entry(
                        "INSERT INTO orders (id) SELECT id FROM log",
                        "INSERT INTO orders (id) SELECT id FROM " + LOG + " AS \"log\""),
                Map.entry(
                        "UPDATE orders SET status = log.line FROM log WHERE orders.id = log.id",
                        "UPDATE orders SET status = log.line FROM " + LOG + " AS \"log\" WHERE orders.id = log.id"),
                Map.entry(
                        "DELETE FROM orders USING log WHERE orders.id = log.id",
                        "DELETE FROM orders USING " + LOG + " AS \"log\" WHERE orders.id = log.id"),
                Map.entry("EXPLAIN SELECT * FROM log", "EXPLAIN SELECT * FROM " + LOG + " AS \"log\""),
                Map.entry(
                        "DECLARE c CURSOR FOR SELECT * FROM log",
                        "DECLARE c CURSOR FOR SELECT * FROM " + LOG + " AS \"log\""),
                Map.entry("SELECT 'é€', * FROM log -- log", "SELECT 'é€', * FROM " + LOG + " AS \"log\" -- log"),
                Map.entry(
                        "SELECT * FROM orders JOIN log USING (id)",
                        "SELECT * FROM orders JOIN " + LOG + " AS \"log\" USING (id)"));

        golden.forEach((sql, expected) -> assertThat(rewritten(sql)).isEqualTo(expected));
    }

    @Test
    void tablesThatShareRowsShareMasks() {
        assertThat(rewritten("SELECT line FROM log_2026"))
                .isEqualTo("SELECT line FROM " + LOG.replace("\"log\"", "\"log_2026\"") + " AS \"log_2026\"");
    }

    @Test
    void textWithoutMaskedTablesStaysByteForByte() {
        String sql = "SELECT  id ,\n 'x' FROM\torders -- end";

        assertThat(rewritten(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM log FOR UPDATE",
                "SELECT * FROM (SELECT * FROM log) l FOR SHARE",
                "SELECT * FROM log TABLESAMPLE system (10)",
                "SELECT ctid FROM log",
                "SELECT log.xmin FROM log",
                "SELECT id FROM log WHERE tableoid = 1",
                "SELECT public.log.line FROM log",
                "SELECT public.log.* FROM log",
                "UPDATE log SET id = 2 WHERE id = 1",
                "UPDATE log SET id = length(line) WHERE id = 1",
                "UPDATE log_2026 SET id = 2 WHERE id = 1",
                "WITH x AS (UPDATE log SET id = 1 WHERE id = 2 RETURNING *) SELECT * FROM x",
                "DELETE FROM log WHERE line LIKE 'a%'",
                "DELETE FROM log WHERE id = 1 RETURNING *",
                "DELETE FROM log WHERE id = 1 RETURNING line",
                "DELETE FROM log WHERE id = 1 RETURNING log",
                "DELETE FROM log WHERE id = 1 RETURNING log.*",
                "DELETE FROM log l WHERE id = 1 RETURNING l",
                "DELETE FROM log WHERE id = 1 RETURNING old",
                "DELETE FROM log WHERE id = 1 RETURNING old.line",
                "DELETE FROM log WHERE id = 1 RETURNING (log).line",
                "DELETE FROM log WHERE id = 1 RETURNING to_jsonb(log)",
                "DELETE FROM log WHERE id = 1 RETURNING ctid",
                "DELETE FROM log WHERE id = 1 RETURNING log.to_json",
                "DELETE FROM log l WHERE l.text LIKE '%a%' AND id = 1",
                "DELETE FROM log WHERE id = 1 RETURNING old.row_to_json",
                "DELETE FROM log l USING orders o WHERE l.id = o.id AND EXISTS (SELECT l.to_jsonb ->> 'line')",
                "DELETE FROM log WHERE log::text LIKE '%a%' AND id = 1",
                "DELETE FROM log l WHERE EXISTS (SELECT 1 FROM orders WHERE l.line = 'x')",
                "DELETE FROM log l WHERE id = 1 AND EXISTS (SELECT l.*)",
                "DELETE FROM log l USING orders o WHERE o.status = U&\"\\006cine\"",
                "DELETE FROM log l USING orders o WHERE o.status = \"line\"",
                "INSERT INTO log (id, line) VALUES (1, 'x') RETURNING *",
                "INSERT INTO log (id, line) VALUES (1, 'x') RETURNING line",
                "INSERT INTO log (id, line) VALUES (1, 'x') ON CONFLICT DO NOTHING",
                "INSERT INTO log (id, line) VALUES (1, 'x') ON CONFLICT (line) DO UPDATE SET id = 2"
            })
    void whereNoSubQueryCanStandInTheStatementIsRefused(String sql) {
        Decision decision = Shop.decide(SHORT, Set.of(), sql);

        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.reason()).contains("log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM log WHERE id = 1",
                "DELETE FROM log WHERE id = 1 RETURNING id",
                "DELETE FROM log l USING orders o WHERE l.id = o.id RETURNING l.id, o.status",
                "INSERT INTO log (id, line) VALUES (1, 'x')",
                "INSERT INTO log (id, line) VALUES (1, 'x') RETURNING id",
                "INSERT INTO log SELECT id, status FROM orders",
                "SELECT ctid FROM orders",
                "SELECT public.orders.id FROM orders, log",
                "SELECT * FROM orders FOR UPDATE"
            })
    void changesThatShowNothingMaskedPass(String sql) {
        assertThat(Shop.decide(SHORT, Set.of(), sql).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void maskedColumnsThatAStatementTouchesAreNamed() {
        assertThat(touched("SELECT id, name FROM customers")).isEmpty();
        assertThat(touched("SELECT id, email FROM customers")).containsExactly("public.customers.email");
        assertThat(touched("SELECT * FROM customers"))
                .containsExactly("public.customers.email", "public.customers.phone", "public.customers.card_number");
        assertThat(touched("SELECT c FROM customers c")).hasSize(3);
        assertThat(touched("SELECT a FROM customers AS c (a)")).hasSize(3);
        assertThat(touched("TABLE customers")).hasSize(3);
        assertThat(touched("SELECT 1 FROM customers NATURAL JOIN orders")).hasSize(3);
        assertThat(touched("SELECT 1 FROM orders WHERE id IN (SELECT id FROM customers WHERE phone = 'x')"))
                .containsExactly("public.customers.phone");
    }

    private static List<String> touched(String sql) {
        Decision decision = Shop.decide(Shop.AGENT, sql);
        assertThat(decision.verdict()).as(decision.reason()).isEqualTo(Verdict.ALLOW);
        return decision.maskedColumns().stream()
                .map(column -> column.name().toString())
                .toList();
    }

    @Test
    void aMaskThatDoesNotSuitItsColumnOrNamesNoneShutsTheTable() {
        Policy unsuitable = Shop.policy("""
                policy: p
                rules: [{id: all, allow: [select], tables: ["*"]}]
                masks: [{id: m, columns: [public.orders.total], mask: email}]
                """);
        Policy mistyped = Shop.policy("""
                policy: p
                rules: [{id: all, allow: [select], tables: ["*"]}]
                masks: [{id: m, columns: [public.customers.emial], mask: email}]
                """);

        assertThat(Shop.decide(unsuitable, Set.of(), "SELECT id FROM orders").verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(Shop.decide(mistyped, Set.of(), "SELECT id FROM customers").verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(Shop.decide(mistyped, Set.of(), "SELECT id FROM orders").verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void ofSeveralMasksTheOneThatShowsLeastCounts() {
        Mask.Email email = new Mask.Email();

        assertThat(email.strictest(email)).isEqualTo(email);
        assertThat(email.strictest(new Mask.Partial(4))).isEqualTo(new Mask.Redact());
        assertThat(new Mask.Partial(4).strictest(new Mask.Partial(2))).isEqualTo(new Mask.Partial(2));
        assertThat(new Mask.Redact().strictest(new Mask.Null())).isEqualTo(new Mask.Null());
        assertThat(new Mask.Redact().strictest(new Mask.Constant("x"))).isEqualTo(new Mask.Constant("x"));
        assertThat(new Mask.Constant("y").strictest(new Mask.Constant("x"))).isEqualTo(new Mask.Null());
    }

    @Test
    void maskSqlNamesFunctionsAndOperatorsInPgCatalogOnly() {
        for (Mask mask : List.of(
                new Mask.Email(), new Mask.Partial(4), new Mask.Redact(), new Mask.Null(), new Mask.Constant("it's"))) {
            String sql = MaskSql.of(mask, new Column(1, "e", 25, "text")).orElseThrow();
            assertThat(sql.replaceAll("pg_catalog\\.[a-z_]+|OPERATOR\\(pg_catalog\\.[^)]+\\)|'([^']|'')*'", ""))
                    .doesNotContainPattern("[a-z]\\(")
                    .doesNotContainPattern("[|<>=+]");
        }
    }

    @Test
    void namesAreQuotedLetterByLetter() {
        assertThat(MaskingSource.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(new TokenEdit(0, 0, MaskingSource.quoted("A")).replacement()).isEqualTo("\"A\"");
    }
}
