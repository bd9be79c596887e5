package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.policy.Shop;

/** What becomes of statements over masked and filtered relations. */
class GuardingTest {

    /** Allows all and guards little, so that texts stay short. */
    private static final Policy SHORT = Shop.policy("""
            policy: p
            rules:
              - id: all
                allow: [select, insert, update, delete, explain, cursor, prepared, copy, ddl, other]
                tables: ["*"]
            masks:
              - {id: m, columns: [hidden.customers.email, public.log.line, public.watched.secret], mask: "null"}
            rows:
              - {id: r, table: public.notes, where: region = 'eu'}
              - {id: s, table: public.notes, where: "id < 9 -- small"}
            """);

    private static final String LOG = "(SELECT \"id\", CAST(NULL AS text) AS \"line\" FROM \"public\".\"log\")";

    /** Long parts of the texts. */
    private static final Map<String, String> PARTS = parts();

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("{ONLY LOG}", LOG.replace("FROM \"", "FROM ONLY \""));
        parts.put("{LOG}", LOG);
        parts.put("{LINE}", "CAST(NULL AS text)");
        parts.put("{CUSTOMERS}", "(SELECT \"id\", CAST(NULL AS text) AS \"email\" FROM \"hidden\".\"customers\")");
        parts.put(
                "{NOTES}",
                "(SELECT \"id\", \"region\", \"body\" FROM \"public\".\"notes\""
                        + " WHERE (\"id\" < 9) AND (\"region\" = 'eu'))");
        parts.put("{NOTES FIRST}", parts.get("{NOTES}").replaceAll("\\)$", " OFFSET 0)"));
        parts.put("{FILTER n}", "(\"n\".\"id\" < 9) AND (\"n\".\"region\" = 'eu')");
        parts.put("{FILTER}", "(\"notes\".\"id\" < 9) AND (\"notes\".\"region\" = 'eu')");
        parts.put(
                "{LOG_VIEW}",
                "(SELECT * FROM (SELECT log.id,\n    log.line\n   FROM " + LOG
                        + " AS \"log\") AS \"log_view\" (\"id\", \"line\"))");
        return parts;
    }

    private static String expanded(String template) {
        String text = template;
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            text = text.replace(part.getKey(), part.getValue());
        }
        return text;
    }

    private static Decision allowed(String sql) {
        Decision decision = Shop.decide(SHORT, Set.of(), sql);
        assertThat(decision.verdict()).as(sql + ": " + decision.reason()).isEqualTo(Verdict.ALLOW);
        return decision;
    }

    /** Without the spaces that edits put around themselves. */
    private static String tight(String sql) {
        return sql.replace("( ", "(")
                .replace(" )", ")")
                .replace(" ,", ",")
                .replace("  ", " ")
                .replace(" ::", "::");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT email FROM hidden.customers             | SELECT email FROM {CUSTOMERS} AS "customers"
            SELECT c.email FROM hidden.customers c         | SELECT c.email FROM {CUSTOMERS} c
            SELECT a FROM hidden.customers AS c (a, b)     | SELECT a FROM {CUSTOMERS} AS c (a, b)
            SELECT * FROM hidden.customers*                | SELECT * FROM {CUSTOMERS} AS "customers"
            SELECT * FROM ONLY (log) x                     | SELECT * FROM {ONLY LOG} x
            SELECT * FROM ONLY log                         | SELECT * FROM {ONLY LOG} AS "log"
            TABLE hidden.customers                         | SELECT * FROM {CUSTOMERS} AS "customers"
            TABLE log UNION TABLE log                      | SELECT * FROM {LOG} AS "log" UNION SELECT * FROM {LOG} AS "log"
            SELECT public.log.line FROM log                | SELECT log.line FROM {LOG} AS "log"
            SELECT public.log.* FROM public.log            | SELECT log.* FROM {LOG} AS "log"
            SELECT l.line, (SELECT max(line) FROM log) FROM log l, log AS "L" | SELECT l.line, (SELECT max(line) FROM {LOG} AS "log") FROM {LOG} l, {LOG} AS "L"
            WITH log AS (SELECT * FROM log) SELECT * FROM log | WITH log AS (SELECT * FROM {LOG} AS "log") SELECT * FROM log
            INSERT INTO orders (id) SELECT id FROM log     | INSERT INTO orders (id) SELECT id FROM {LOG} AS "log"
            UPDATE orders SET status = log.line FROM log WHERE orders.id = log.id | UPDATE orders SET status = log.line FROM {LOG} AS "log" WHERE orders.id = log.id
            DELETE FROM orders USING log WHERE orders.id = log.id | DELETE FROM orders USING {LOG} AS "log" WHERE orders.id = log.id
            DECLARE c CURSOR FOR SELECT * FROM log         | DECLARE c CURSOR FOR SELECT * FROM {LOG} AS "log"
            PREPARE p (integer) AS SELECT * FROM log WHERE id = $1 | PREPARE p (integer) AS SELECT * FROM {LOG} AS "log" WHERE id = $1
            SELECT 'é€', * FROM log -- log                 | SELECT 'é€', * FROM {LOG} AS "log" -- log
            SELECT * FROM orders JOIN log USING (id)       | SELECT * FROM orders JOIN {LOG} AS "log" USING (id)
            SELECT line FROM log_2026                      | SELECT line FROM (SELECT "id", CAST(NULL AS text) AS "line" FROM "public"."log_2026") AS "log_2026"
            CREATE TABLE t AS SELECT * FROM log            | CREATE TABLE t AS SELECT * FROM {LOG} AS "log"
            SELECT body FROM notes                         | SELECT body FROM {NOTES} AS "notes"
            SELECT n.body FROM notes n WHERE n.id = 1      | SELECT n.body FROM {NOTES} n WHERE n.id = 1
            SELECT n.body FROM notes n WHERE 1 / n.id = 1  | SELECT n.body FROM {NOTES FIRST} n WHERE 1 / n.id = 1
            SELECT 1 / id FROM notes WHERE region = $1 AND id IN (1, -2) | SELECT 1 / id FROM {NOTES} AS "notes" WHERE region = $1 AND id IN (1, -2)
            SELECT x FROM (SELECT 1 / id AS x FROM notes) s WHERE x > 0 | SELECT x FROM (SELECT 1 / id AS x FROM {NOTES FIRST} AS "notes") s WHERE x > 0
            SELECT body FROM notes WHERE body::integer > 0 | SELECT body FROM {NOTES FIRST} AS "notes" WHERE body::integer > 0
            SELECT o.id FROM orders o JOIN notes n ON n.id = o.id * 2 | SELECT o.id FROM orders o JOIN {NOTES FIRST} n ON n.id = o.id * 2
            SELECT n.id FROM notes n WHERE EXISTS (SELECT FROM orders o WHERE sqrt(n.id) > o.id) | SELECT n.id FROM {NOTES FIRST} n WHERE EXISTS (SELECT FROM orders o WHERE sqrt(n.id) > o.id)
            MERGE INTO orders o USING log l ON o.id = l.id WHEN MATCHED THEN DELETE | MERGE INTO orders o USING {LOG} l ON o.id = l.id WHEN MATCHED THEN DELETE
            """)
    void aReferenceThatIsReadBecomesASubQueryUnderTheSameName(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT line FROM log_view                      | SELECT line FROM {LOG_VIEW} AS "log_view"
            SELECT v.line FROM log_view v                  | SELECT v.line FROM {LOG_VIEW} v
            TABLE log_view                                 | SELECT * FROM {LOG_VIEW} AS "log_view"
            SELECT a FROM public.log_view AS v (a)         | SELECT a FROM {LOG_VIEW} AS v (a)
            SELECT id FROM order_view                      | SELECT id FROM order_view
            SELECT id FROM log_ids                         | SELECT id FROM log_ids
            """)
    void viewsOverGuardedRelationsAreReplacedByTheirGuardedDefinitions(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT l.line, count(*) FROM log l GROUP BY l.id | SELECT l.line, count(*) FROM {LOG} l GROUP BY l.id , l.line
            SELECT l.*, count(*) FROM log l GROUP BY id    | SELECT l.*, count(*) FROM {LOG} l GROUP BY id , "l"."line"
            SELECT id, line, max(line) FROM log GROUP BY 1 | SELECT id, line, max(line) FROM {LOG} AS "log" GROUP BY 1 , line
            SELECT id AS k, public.log.line FROM log GROUP BY k | SELECT id AS k, log.line FROM {LOG} AS "log" GROUP BY k , log.line
            SELECT line, max(id) FROM log GROUP BY line    | SELECT line, max(id) FROM {LOG} AS "log" GROUP BY line
            SELECT lower(line) FROM log GROUP BY id        | SELECT lower(line) FROM {LOG} AS "log" GROUP BY id
            SELECT line, id % 2 FROM log GROUP BY line, id % 2 | SELECT line, id % 2 FROM {LOG} AS "log" GROUP BY line, id % 2
            SELECT line FROM log GROUP BY ROLLUP (line, id) | SELECT line FROM {LOG} AS "log" GROUP BY ROLLUP (line, id)
            SELECT o.status, count(l.line) FROM orders o, log l GROUP BY o.id | SELECT o.status, count(l.line) FROM orders o, {LOG} l GROUP BY o.id
            SELECT id FROM log GROUP BY id HAVING line = 'x' ORDER BY line DESC | SELECT id FROM {LOG} AS "log" GROUP BY id , line HAVING line = 'x' ORDER BY line DESC
            """)
    void columnsThatAPrimaryKeyDeterminesJoinTheGrouping(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @Test
    void aSecurityBarrierKeepsItsMeaningAndViewsInViewsAreReplacedToo() {
        String sql = "SELECT shown FROM log_lines";

        assertThat(tight(Shop.rewritten(sql, allowed(sql))))
                .isEqualTo(tight(
                        expanded("SELECT shown FROM (SELECT * FROM (SELECT v.line AS shown\n   FROM {LOG_VIEW} v\n"
                                + "  WHERE (v.id > 0)) AS \"log_lines\" (\"shown\") OFFSET 0) AS \"log_lines\"")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DELETE FROM log WHERE line = 'x'               | DELETE FROM log WHERE ({LINE}) = 'x'
            DELETE FROM log WHERE id = 1 RETURNING line    | DELETE FROM log WHERE id = 1 RETURNING ({LINE}) AS "line"
            DELETE FROM log WHERE id = 1 RETURNING line::text COLLATE "C" | DELETE FROM log WHERE id = 1 RETURNING ({LINE})::text COLLATE "C" AS "line"
            DELETE FROM log WHERE id = 1 RETURNING upper(line) | DELETE FROM log WHERE id = 1 RETURNING upper(({LINE}))
            DELETE FROM log WHERE id = 1 RETURNING line AS x, id | DELETE FROM log WHERE id = 1 RETURNING ({LINE}) AS x, id
            DELETE FROM log WHERE id = 1 RETURNING *       | DELETE FROM log WHERE id = 1 RETURNING "log"."id", {LINE} AS "line"
            DELETE FROM log l WHERE id = 1 RETURNING l.*   | DELETE FROM log l WHERE id = 1 RETURNING l."id", {LINE} AS "line"
            DELETE FROM log l USING orders o WHERE l.id = o.id RETURNING * | DELETE FROM log l USING orders o WHERE l.id = o.id RETURNING "l"."id", {LINE} AS "line", "o".*
            DELETE FROM log l WHERE EXISTS (SELECT 1 FROM orders WHERE status = l.line) | DELETE FROM log l WHERE EXISTS (SELECT 1 FROM orders WHERE status = ({LINE}))
            UPDATE log SET id = 2 WHERE id = 1             | UPDATE log SET id = 2 WHERE id = 1
            UPDATE log SET line = 'x' WHERE id = 1         | UPDATE log SET line = 'x' WHERE id = 1
            UPDATE log SET id = id + 1 WHERE line LIKE 'a%' RETURNING log.line | UPDATE log SET id = id + 1 WHERE ({LINE}) LIKE 'a%' RETURNING ({LINE}) AS "line"
            WITH x AS (DELETE FROM log WHERE id = 1 RETURNING *) SELECT * FROM x | WITH x AS (DELETE FROM log WHERE id = 1 RETURNING "log"."id", {LINE} AS "line") SELECT * FROM x
            INSERT INTO log (id, line) VALUES (1, 'x')     | INSERT INTO log (id, line) VALUES (1, 'x')
            INSERT INTO log (id, line) VALUES (1, 'x') RETURNING line | INSERT INTO log (id, line) VALUES (1, 'x') RETURNING ({LINE}) AS "line"
            INSERT INTO log AS l VALUES (1, 'x') RETURNING * | INSERT INTO log AS l VALUES (1, 'x') RETURNING "l"."id", {LINE} AS "line"
            INSERT INTO log (id) VALUES (1) ON CONFLICT (id) DO NOTHING | INSERT INTO log (id) VALUES (1) ON CONFLICT (id) DO NOTHING
            INSERT INTO log (id, line) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET line = excluded.line | INSERT INTO log (id, line) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET line = excluded.line
            """)
    void whereAChangedRowIsLookedAtTheMaskIs(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DELETE FROM notes                              | DELETE FROM notes WHERE {FILTER}
            DELETE FROM notes n RETURNING id               | DELETE FROM notes n WHERE {FILTER n} RETURNING id
            DELETE FROM notes WHERE id = 1                 | DELETE FROM notes WHERE (id = 1) AND {FILTER}
            DELETE FROM notes WHERE 1 / id = 1             | DELETE FROM notes WHERE CASE WHEN {FILTER} THEN (1 / id = 1) ELSE false END AND {FILTER}
            DELETE FROM notes WHERE id = 1 OR true         | DELETE FROM notes WHERE (id = 1 OR true) AND {FILTER}
            DELETE FROM notes WHERE (id = 1) OR (true)     | DELETE FROM notes WHERE ((id = 1) OR (true)) AND {FILTER}
            DELETE FROM notes WHERE ((id = 1)) RETURNING * | DELETE FROM notes WHERE (((id = 1))) AND {FILTER} RETURNING "notes"."id", "notes"."region", "notes"."body"
            UPDATE notes n SET body = 'x' WHERE n.id = 1 RETURNING n.body | UPDATE notes n SET body = 'x' WHERE (n.id = 1) AND {FILTER n} RETURNING n.body
            UPDATE notes SET body = 'x'                    | UPDATE notes SET body = 'x' WHERE {FILTER}
            WITH x AS (UPDATE notes SET body = 'x' WHERE id = 3) SELECT 1 | WITH x AS (UPDATE notes SET body = 'x' WHERE (id = 3) AND {FILTER}) SELECT 1
            EXPLAIN DELETE FROM notes WHERE id = 1         | EXPLAIN (COSTS OFF) DELETE FROM notes WHERE (id = 1) AND {FILTER}
            """)
    void changesReachNoRowsThatAFilterKeepsAway(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            EXPLAIN SELECT * FROM log                      | EXPLAIN (COSTS OFF) SELECT * FROM {LOG} AS "log"
            EXPLAIN (FORMAT json) SELECT 1 FROM log        | EXPLAIN (FORMAT json, COSTS OFF) SELECT 1 FROM {LOG} AS "log"
            EXPLAIN (COSTS, FORMAT text) SELECT 1 FROM log | EXPLAIN (COSTS OFF, FORMAT text) SELECT 1 FROM {LOG} AS "log"
            EXPLAIN (ANALYZE, COSTS true) SELECT 1 FROM orders | EXPLAIN (ANALYZE, COSTS true) SELECT 1 FROM orders
            COPY log TO STDOUT                             | COPY (SELECT "id", "line" FROM {ONLY LOG} AS "log") TO STDOUT
            COPY public.log (line) TO STDOUT WITH CSV      | COPY (SELECT "line" FROM {ONLY LOG} AS "log") TO STDOUT WITH CSV
            COPY (SELECT line FROM log) TO STDOUT          | COPY (SELECT line FROM {LOG} AS "log") TO STDOUT
            COPY orders TO STDOUT                          | COPY orders TO STDOUT
            COPY log FROM STDIN                            | COPY log FROM STDIN
            """)
    void plansAndCopiesShowNothingRaw(String sql, String expected) {
        assertThat(tight(Shop.rewritten(sql, allowed(sql)))).isEqualTo(tight(expanded(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT  id ,\n 'x' FROM\torders -- end",
                "UPDATE orders SET status = 'x' WHERE id = 1 RETURNING *, ctid",
                "SELECT ctid, public.orders.id FROM orders FOR UPDATE",
                "INSERT INTO orders (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING orders",
                "EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM order_view",
                "UPDATE order_view SET status = 'x' WHERE id = 1"
            })
    void whatTouchesNothingGuardedStaysByteForByte(String sql) {
        Decision decision = allowed(sql);

        assertThat(decision.edits()).isEmpty();
        assertThat(decision.treatment().discreet()).isFalse();
        assertThat(Shop.rewritten(sql, decision)).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT * FROM log FOR UPDATE                   | Rows cannot be locked
            SELECT * FROM log_view FOR SHARE               | Rows cannot be locked
            SELECT * FROM log TABLESAMPLE system (10)      | TABLESAMPLE cannot be used
            SELECT ctid FROM log                           | System columns such as ctid
            SELECT log.xmin FROM log                       | System columns such as ctid
            SELECT id FROM log WHERE tableoid = 1          | System columns such as ctid
            UPDATE log SET id = length(line) WHERE id = 1  | Masked column public.log.line cannot be read in UPDATE
            UPDATE log SET line = upper(log.line)          | Masked column public.log.line cannot be read in UPDATE
            UPDATE log_2026 SET line = concat(line, 'x') WHERE id = 1 | Masked column public.log_2026.line
            DELETE FROM log WHERE id = 1 RETURNING log     | The whole row as one value
            DELETE FROM log WHERE id = 1 RETURNING to_jsonb(log) | The whole row as one value
            DELETE FROM log WHERE log::text LIKE '%a%'     | The whole row as one value
            DELETE FROM log WHERE id = 1 RETURNING ctid    | A system column such as ctid
            DELETE FROM log WHERE ctid = '(0,1)'           | A system column such as ctid
            DELETE FROM log WHERE CURRENT OF c             | WHERE CURRENT OF
            UPDATE notes SET region = 'us' WHERE id = 1    | Column region of public.notes cannot be changed
            INSERT INTO notes VALUES (1, 'eu', 'x')        | INSERT cannot be used on public.notes
            COPY notes FROM STDIN                          | COPY FROM cannot be used on public.notes
            TRUNCATE notes                                 | TRUNCATE
            LOCK TABLE log                                 | LOCK
            MERGE INTO notes n USING orders o ON n.id = o.id WHEN MATCHED THEN DELETE | MERGE cannot be used on public.notes
            MERGE INTO log l USING orders o ON l.line = o.status WHEN MATCHED THEN DELETE | MERGE must not look at masked columns
            INSERT INTO log VALUES (1, 'x') ON CONFLICT DO NOTHING | ON CONFLICT on public.log
            INSERT INTO log VALUES (1, 'x') ON CONFLICT (line) DO NOTHING | ON CONFLICT on public.log
            INSERT INTO log VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET line = concat(log.line, 'x') | ON CONFLICT on public.log
            INSERT INTO log VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET id = 2 WHERE log.line = 'x' | ON CONFLICT on public.log
            UPDATE log_view SET id = 2 WHERE id = 1        | Rows cannot be changed through public.log_view
            DELETE FROM ruled                              | it has rules that rewrite statements
            UPDATE watched SET id = 2 WHERE id = 1         | run functions
            SELECT 1 FROM log, ONLY log l                  | with ONLY and without
            EXPLAIN ANALYZE SELECT * FROM log              | EXPLAIN with ANALYZE
            EXPLAIN (VERBOSE) SELECT * FROM log            | EXPLAIN with VERBOSE
            EXPLAIN (BUFFERS, SETTINGS) UPDATE log SET id = 1 | EXPLAIN with BUFFERS, SETTINGS
            COPY log TO '/tmp/x'                           | COPY
            COPY log TO PROGRAM 'cat'                      | COPY
            SELECT * FROM orders_id_seq                    | orders_id_seq
            """)
    void whereNoGuardCanStandTheStatementIsRefused(String sql, String reason) {
        Decision decision = Shop.decide(SHORT, Set.of(), sql);

        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.reason()).contains(reason);
        assertThat(decision.treatment()).isEqualTo(Treatment.NONE);
    }

    @Test
    void aMaterializedViewOverMaskedColumnsIsReadWhereItsOwnColumnsAreMasked() {
        String rules = """
                policy: p
                rules: [{id: all, allow: [select], tables: ["*"]}]
                masks:
                  - {id: m, columns: [public.customers.email], mask: email}
                """;
        String sql = "SELECT email FROM customer_copy";

        Decision raw = Shop.decide(Shop.policy(rules), Set.of(), sql);
        Decision masked = Shop.decide(
                Shop.policy(rules + "  - {id: n, columns: [public.customer_copy.email], mask: 'null'}"), Set.of(), sql);

        assertThat(raw.reason()).contains("Materialized view public.customer_copy holds a copy");
        assertThat(Shop.rewritten(sql, masked))
                .isEqualTo(
                        "SELECT email FROM (SELECT CAST(NULL AS text) AS \"email\" FROM \"public\".\"customer_copy\")"
                                + " AS \"customer_copy\"");
    }

    @Test
    void maskedColumnsThatAStatementTouchesAreNamed() {
        assertThat(touched("SELECT id, name FROM customers")).isEmpty();
        assertThat(touched("SELECT id, email FROM customers")).containsExactly("public.customers.email");
        assertThat(touched("SELECT * FROM customers"))
                .containsExactly("public.customers.email", "public.customers.phone", "public.customers.card_number");
        assertThat(touched("SELECT c FROM customers c")).hasSize(3);
        assertThat(touched("SELECT a FROM customers AS c (a)")).isEmpty();
        assertThat(touched("SELECT c FROM customers AS c (a, b, c)")).containsExactly("public.customers.email");
        assertThat(touched("TABLE customers")).hasSize(3);
        assertThat(touched("SELECT 1 FROM customers NATURAL JOIN orders")).isEmpty();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere = 'eu'",
                "id IN (SELECT id FROM orders)",
                "leak(body) = 'x'",
                "pg_sleep(1) IS NULL",
                "notes IS NOT NULL",
                "ctid IS NOT NULL",
                "true GROUP BY id",
                "true LIMIT 1",
                "true UNION SELECT 1",
                "true FOR UPDATE",
                "count(*) > 1 HAVING true",
                "orders.id = 1",
                "region ="
            })
    void aFilterThatIsNoConditionOverItsTableShutsTheTable(String where) {
        Policy policy = Shop.policy("""
                policy: p
                rules: [{id: all, allow: [select, update], tables: ["*"]}]
                rows: [{id: r, table: public.notes, where: "%s"}]
                """.formatted(where));

        Decision decision = Shop.decide(policy, Set.of(), "SELECT id FROM notes");

        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.reason()).contains("an administrator has to correct it");
        assertThat(Shop.decide(policy, Set.of(), "UPDATE notes SET id = 1").verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(Shop.decide(policy, Set.of(), "SELECT id FROM orders").verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void editsAreBounded() {
        String sql = "SELECT 1 FROM " + "log, ".repeat(6_000).replace("log,", "log x,") + "log";

        Decision decision = Shop.decide(SHORT, Set.of(), sql);

        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
    }
}
