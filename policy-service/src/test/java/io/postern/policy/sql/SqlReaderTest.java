package io.postern.policy.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.policy.Shop;
import io.postern.policy.catalog.QualifiedName;

class SqlReaderTest {

    /** Statements of a resource, one per line; indented lines go on, lines with a number sign are comments. */
    static Stream<String> statements(String resource) {
        try (InputStream in = SqlReaderTest.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String joined = text.replaceAll("(?m)^#.*\\R", "").replaceAll("\\R[ \\t]+", "\n ");
            return joined.lines().count() == 0
                    ? Stream.empty()
                    : Stream.of(joined.split("\\R(?! )")).filter(line -> !line.isBlank());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> ordinary() {
        return statements("ordinary.sql");
    }

    static Stream<String> psql() {
        return statements("psql.sql");
    }

    static Stream<String> refused() {
        return statements("refused.sql");
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryStatementsAreUnderstood(String sql) {
        assertThat(Shop.read(sql)).isInstanceOf(Reading.Understood.class);
    }

    @ParameterizedTest
    @MethodSource("psql")
    void whatPsqlAsksForItsCommandsIsUnderstood(String sql) {
        assertThat(Shop.read(sql)).isInstanceOf(Reading.Understood.class);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotKnownToBeHarmlessIsRefused(String sql) {
        Reading reading = Shop.read(sql);
        boolean refused = reading instanceof Reading.NotUnderstood
                || (reading instanceof Reading.Understood understood
                        && understood.statements().stream()
                                .anyMatch(facts -> facts.refusal().isPresent()));
        assertThat(refused).as("refused: %s", reading).isTrue();
    }

    private static StatementFacts only(String sql) {
        Reading.Understood understood = (Reading.Understood) Shop.read(sql);
        assertThat(understood.statements()).hasSize(1);
        return understood.statements().get(0);
    }

    private static List<String> tables(String sql) {
        return only(sql).reads().stream()
                .map(use -> use.relation().name().toString())
                .toList();
    }

    @Test
    void withQueriesHideTablesWhereTheyCanBeSeen() {
        assertThat(tables("WITH orders AS (SELECT 1 AS id) SELECT * FROM orders"))
                .isEmpty();
        assertThat(tables("WITH orders AS (SELECT * FROM orders) SELECT * FROM orders"))
                .containsExactly("public.orders");
        assertThat(tables("WITH RECURSIVE orders AS (SELECT 1 AS id UNION ALL SELECT id FROM orders) TABLE orders"))
                .isEmpty();
        assertThat(tables("WITH a AS (SELECT * FROM orders), orders AS (SELECT 1) SELECT * FROM orders, a"))
                .containsExactly("public.orders");
        assertThat(tables("WITH RECURSIVE a AS (SELECT * FROM orders), orders AS (SELECT 1) SELECT * FROM orders, a"))
                .isEmpty();
        assertThat(tables("WITH orders AS (SELECT 1) SELECT * FROM public.orders"))
                .containsExactly("public.orders");
        assertThat(tables("(WITH orders AS (SELECT 1) SELECT * FROM orders) UNION SELECT id FROM orders"))
                .containsExactly("public.orders");
        assertThat(tables("WITH orders AS (SELECT 1) SELECT 1 UNION SELECT * FROM orders"))
                .isEmpty();
        assertThat(tables("SELECT (WITH orders AS (SELECT 1) SELECT 1 FROM orders), (SELECT id FROM orders LIMIT 1)"))
                .containsExactly("public.orders");
        assertThat(tables("WITH orders AS (WITH orders AS (SELECT * FROM orders) TABLE orders) TABLE orders"))
                .containsExactly("public.orders");
    }

    @Test
    void targetsOfChangesAreNeverWithQueries() {
        StatementFacts facts = only("WITH orders AS (SELECT 1 AS id) DELETE FROM orders WHERE id = 1");

        assertThat(facts.operations()
                        .get(facts.operations().size() - 1)
                        .target()
                        .orElseThrow()
                        .relation()
                        .name())
                .isEqualTo(new QualifiedName("public", "orders"));
    }

    @Test
    void namesAreReadAsPostgreSqlFoldsThem() {
        assertThat(tables("SELECT * FROM ORDERS")).containsExactly("public.orders");
        assertThat(tables("SELECT * FROM \"orders\"")).containsExactly("public.orders");
        assertThat(tables("SELECT * FROM U&\"\\006frders\"")).containsExactly("public.orders");
        assertThat(Shop.read("SELECT * FROM \"ORDERS\"")).isInstanceOf(Reading.NotUnderstood.class);
        assertThat(Shop.read("SELECT * FROM or\u0131ders")).isInstanceOf(Reading.NotUnderstood.class);
    }

    @Test
    void everyReferenceIsSeenWhereverItHides() {
        for (String sql : List.of(
                "SELECT E'\\' FROM pub --' , name FROM employees",
                "SELECT * FROM (SELECT * FROM employees) employees",
                "SELECT (ARRAY[1,2])[(SELECT id FROM employees LIMIT 1)]",
                "SELECT '{}'::jsonb -> (SELECT name FROM employees LIMIT 1)",
                "SELECT concat(VARIADIC ARRAY(SELECT name FROM employees))",
                "SELECT overlay('abc' PLACING (SELECT name FROM employees LIMIT 1) FROM 1)",
                "SELECT position('a' IN (SELECT name FROM employees LIMIT 1))",
                "SELECT substring((SELECT name FROM employees LIMIT 1) FROM 1)",
                "SELECT trim(both 'x' from (SELECT name FROM employees LIMIT 1))",
                "SELECT string_agg('x', ',' ORDER BY (SELECT id FROM employees LIMIT 1))",
                "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM employees))",
                "SELECT rank() OVER (PARTITION BY (SELECT 1 FROM employees LIMIT 1)) FROM orders o",
                "SELECT now() AT TIME ZONE (SELECT name FROM employees LIMIT 1)",
                "(TABLE employees)",
                "((SELECT name FROM employees))",
                "SELECT 1 WHERE 1 IN (((SELECT id FROM employees)))",
                "SELECT 1 WHERE 1 = ANY (((SELECT id FROM employees) UNION SELECT 2))",
                "SELECT ((SELECT 1 FROM employees) + 1)",
                "SELECT * FROM ((SELECT 1 FROM employees) UNION SELECT 2) x",
                "SELECT * FROM ((SELECT 1 FROM employees) AS a CROSS JOIN products)",
                "SELECT CASE WHEN true THEN (SELECT name FROM employees LIMIT 1) END",
                "SELECT 1 LIMIT (SELECT count(*) FROM employees)",
                "SELECT 1 OFFSET (SELECT count(*) FROM employees)",
                "VALUES ((SELECT name FROM employees LIMIT 1))",
                "SELECT * FROM orders ORDER BY (SELECT 1 FROM employees LIMIT 1)",
                "SELECT 1 GROUP BY GROUPING SETS ((), ((SELECT 1 FROM employees LIMIT 1)))",
                "SELECT 1 WINDOW w AS (ORDER BY (SELECT 1 FROM employees LIMIT 1))",
                "SELECT * FROM orders o JOIN LATERAL (SELECT * FROM employees) e ON true",
                "SELECT * FROM ROWS FROM (generate_series(1, (SELECT 2 FROM employees LIMIT 1))) AS g",
                "SELECT * FROM generate_series(1, (SELECT 2 FROM employees LIMIT 1)) WITH ORDINALITY",
                "UPDATE orders SET status = (SELECT name FROM employees LIMIT 1) WHERE id = 1",
                "UPDATE orders SET (status, total) = (SELECT name, salary FROM employees LIMIT 1) WHERE id = 1",
                "UPDATE orders SET status = 'x' FROM employees WHERE id = 1",
                "DELETE FROM orders USING employees WHERE orders.id = 1",
                "DELETE FROM orders WHERE id = 1 RETURNING (SELECT name FROM employees LIMIT 1)",
                "INSERT INTO orders (id) SELECT id FROM employees",
                "INSERT INTO orders (id) (SELECT id FROM employees)",
                "INSERT INTO orders (id) VALUES ((SELECT id FROM employees LIMIT 1))",
                "INSERT INTO orders TABLE employees",
                "INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET status = (SELECT 'x' FROM employees)",
                "EXPLAIN SELECT * FROM employees",
                "EXPLAIN (ANALYZE, FORMAT json) SELECT * FROM employees",
                "DECLARE c CURSOR FOR SELECT * FROM employees",
                "WITH x AS (DELETE FROM orders WHERE id IN (SELECT id FROM employees) RETURNING id) SELECT * FROM x")) {
            List<String> tables = sql.startsWith("SELECT E") ? tables(sql.replace("pub --'", "x '")) : tables(sql);
            assertThat(tables).as(sql).contains("public.employees");
        }
    }

    @Test
    void aChangeInAWithQueryGivesTheStatementItsKind() {
        StatementFacts facts =
                only("WITH gone AS (DELETE FROM orders WHERE id = 1 RETURNING *) SELECT count(*) FROM gone");

        assertThat(facts.kind()).isEqualTo(StatementKind.DELETE);
        assertThat(facts.operations()).extracting(Operation::kind).contains(StatementKind.DELETE);
    }

    @Test
    void aConditionThatNamesNoColumnIsNone() {
        assertThat(filter("DELETE FROM orders")).isEqualTo(Operation.Filter.ALL_ROWS);
        assertThat(filter("DELETE FROM orders WHERE true")).isEqualTo(Operation.Filter.ALL_ROWS);
        assertThat(filter("DELETE FROM orders WHERE 1 = 1")).isEqualTo(Operation.Filter.ALL_ROWS);
        assertThat(filter("DELETE FROM orders WHERE id = 1")).isEqualTo(Operation.Filter.SOME_ROWS);
        assertThat(filter("UPDATE orders SET status = status")).isEqualTo(Operation.Filter.ALL_ROWS);
        assertThat(filter("DELETE FROM orders WHERE CURRENT OF c")).isEqualTo(Operation.Filter.SOME_ROWS);
    }

    private static Operation.Filter filter(String sql) {
        return only(sql).operations().get(0).details().orElseThrow().filter();
    }

    @Test
    void definitionsAreRecognisedByName() {
        assertThat(only("DROP TABLE customers"))
                .extracting(StatementFacts::kind, StatementFacts::name)
                .containsExactly(StatementKind.DDL, "DROP TABLE");
        assertThat(only("create temp table x as select 1").name()).isEqualTo("CREATE TEMP");
        assertThat(only("TRUNCATE orders").kind()).isEqualTo(StatementKind.DDL);
        assertThat(only("COPY customers TO STDOUT").kind()).isEqualTo(StatementKind.COPY);
        assertThat(only("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END")
                        .name())
                .isEqualTo("CREATE FUNCTION");
        assertThat(only("PREPARE TRANSACTION 'x'").name()).isEqualTo("PREPARE TRANSACTION");
    }

    @Test
    void severalStatementsAreReadOneByOne() {
        Reading.Understood understood =
                (Reading.Understood) Shop.read(";BEGIN; UPDATE orders SET status = 'x' WHERE id = 5;; COMMIT;");

        assertThat(understood.statements())
                .extracting(StatementFacts::kind)
                .containsExactly(StatementKind.TRANSACTION, StatementKind.UPDATE, StatementKind.TRANSACTION);
    }

    @Test
    void aTextWithoutStatementsIsEmpty() {
        assertThat(only("").kind()).isEqualTo(StatementKind.EMPTY);
        assertThat(only(" ; -- nothing\n ;").kind()).isEqualTo(StatementKind.EMPTY);
    }

    @Test
    void deepNestingIsRefusedWithoutExhaustingTheStack() {
        for (String open : List.of("(", "(SELECT ", "ARRAY[", "- ", "NOT ", "abs(", "CASE WHEN ", "x[", "((1)+")) {
            Reading reading = Shop.read("SELECT " + open.repeat(20_000) + "1");
            assertThat(reading).as(open).isInstanceOf(Reading.NotUnderstood.class);
        }
        assertThat(Shop.read("SELECT * FROM " + "(".repeat(20_000) + "orders"))
                .isInstanceOf(Reading.NotUnderstood.class);
        assertThat(Shop.read("WITH a AS (".repeat(10_000) + "SELECT 1")).isInstanceOf(Reading.NotUnderstood.class);
        assertThat(Shop.read("SELECT * FROM orders " + "JOIN orders ".repeat(20_000)))
                .isInstanceOf(Reading.NotUnderstood.class);
        assertThat(Shop.read("SELECT " + "(".repeat(100) + "1" + ")".repeat(100)))
                .isInstanceOf(Reading.Understood.class);
    }

    @Test
    void longStatementsTakeLinearTime() {
        String in = "SELECT * FROM orders WHERE id IN (" + "1,".repeat(50_000) + "1)";
        String or = "SELECT * FROM orders WHERE " + "id = 1 OR ".repeat(30_000) + "id = 2";
        String union = "SELECT 1 UNION ".repeat(30_000) + "SELECT 1";

        assertThat(Shop.read(in)).isInstanceOf(Reading.Understood.class);
        assertThat(Shop.read(or)).isInstanceOf(Reading.Understood.class);
        assertThat(Shop.read(union)).isInstanceOf(Reading.Understood.class);
    }

    @Test
    void aSearchPathThatHidesPgCatalogIsRefused() {
        Reading reading = new SqlReader()
                .read(Shop.lex("SELECT 1"), new ReadingContext(Shop.CATALOG, List.of("public", "pg_catalog")));

        assertThat(reading).isInstanceOf(Reading.NotUnderstood.class);
    }

    @Test
    void onlyConstantsInHarmlessPlacesAreFree() {
        assertThat(free("SELECT 1, 'a' FROM orders WHERE id = 2 AND status LIKE 'x%' LIMIT 3"))
                .containsExactly(2, 3, 4);
        assertThat(free("SELECT * FROM orders WHERE id IN (1, 2, 3) OR id BETWEEN 4 AND 5"))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(free("SELECT * FROM orders WHERE created_at > '2026-01-01'::date AND id = -1"))
                .containsExactly(0, 1);
        assertThat(free("SELECT * FROM orders WHERE status = 'orders'::regclass::text AND id + 1 = 2"))
                .containsExactly(2);
        assertThat(free("SELECT * FROM generate_series(1, 10) g WHERE g = 3 ORDER BY 1"))
                .containsExactly(2);
        assertThat(free("INSERT INTO orders (id, status) VALUES (1, 'new')")).containsExactly(0, 1);
        assertThat(free("UPDATE orders SET status = 'x', total = total * 2 WHERE id = 5"))
                .containsExactly(0, 2);
        assertThat(free("SET application_name = 'x'")).isEmpty();
        assertThat(free("SELECT * FROM orders WHERE (created_at, id) > ('2026-01-01', 5)"))
                .containsExactly(0, 1);
        assertThat(free("SELECT 1 WHERE 1 = 1")).isEmpty();
        assertThat(free("SELECT sum(CASE WHEN status = 'x' THEN 1 ELSE 0 END) FROM orders"))
                .containsExactly(0);
        assertThat(free("SELECT repeat('x', CASE WHEN id = 3 THEN 4 END) FROM orders"))
                .isEmpty();
    }

    private static List<Integer> free(String sql) {
        return ((Reading.Understood) Shop.read(sql))
                .freeSlots().stream().sorted().toList();
    }
}
