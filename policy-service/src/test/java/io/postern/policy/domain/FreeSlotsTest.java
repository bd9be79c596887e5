package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.TokenKind;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.Shop;

/** The heart of the decision table: a decision holds for every statement of its shape with equal pinned constants. */
class FreeSlotsTest {

    private static final List<String> STRINGS = List.of(
            "''",
            "'x'",
            "'employees'",
            "'pg_sleep'",
            "'; drop table orders'",
            "'a''b'",
            "'%'",
            "'public.employees'",
            "'\\'",
            "'-- '",
            "'é€😀'");
    private static final List<String> INTEGERS = List.of("0", "1", "2", "16391", "2147483647");
    private static final List<String> NUMERICS = List.of("1.5", "2147483648", "1e10", "0.0");

    private static final List<String> STATEMENTS = List.of(
            "SELECT id, email FROM customers WHERE id = 5 AND name = 'x' LIMIT 3 OFFSET 4",
            "SELECT * FROM customers WHERE id IN (1, 2, 3) AND email LIKE 'a%' AND created_at > '2026-01-01'",
            "SELECT count(*) FILTER (WHERE status = 'x'), sum(total) FROM orders WHERE total BETWEEN 1 AND 2.5",
            "SELECT 1, 'a', name FROM customers WHERE phone <> '5' ORDER BY 1",
            "UPDATE orders SET status = 'cancelled', total = 3 WHERE id = 5",
            "DELETE FROM orders WHERE id = 5 AND status = ANY ('{a}')",
            "INSERT INTO orders (id, status) VALUES (1, 'a'), (2, 'b')",
            "SET application_name = 'x'",
            "SELECT * FROM orders WHERE status = 'orders'::regclass::text AND id = 3",
            "SELECT current_setting('server_version'), id FROM orders WHERE id = 1",
            "SELECT setting FROM pg_catalog.pg_settings WHERE name='max_index_keys'",
            "SELECT * FROM employees WHERE salary > 1000",
            "SELECT generate_series(1, 5), CASE WHEN id = 3 THEN 'x' END FROM orders",
            "SELECT * FROM orders WHERE (created_at, id) > ('2026-01-01', 5)",
            "SELECT lag(total, 1) OVER (ORDER BY id ROWS 2 PRECEDING) FROM orders WHERE id = 1",
            "SELECT * FROM orders WHERE created_at > now() - interval '7 days' AND id >= -1",
            "WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT sum(n) FROM t");

    /** What is guarded here makes edits of nearly every part of a statement. */
    private static final Policy GUARDING = Shop.policy("""
            policy: p
            rules:
              - id: all
                allow: [select, insert, update, delete, explain, cursor, prepared, copy, ddl]
                tables: ["*"]
            masks: [{id: m, columns: [public.log.line, public.customers.email], mask: {partial: {last: 2}}}]
            rows: [{id: r, table: public.notes, where: region = 'eu'}]
            """);

    private static final List<String> GUARDED = List.of(
            "SELECT id, line, count(*) FROM log WHERE line = 'x' GROUP BY 1 ORDER BY 2 LIMIT 3",
            "SELECT line, lower(line), count(*) FROM log GROUP BY 1, line HAVING count(*) > 1",
            "SELECT *, 'x' FROM log_view WHERE id = 1 AND line = 'x'",
            "SELECT shown FROM log_lines WHERE shown LIKE '%e' LIMIT 5",
            "DELETE FROM log WHERE line = 'x' AND id = 4 RETURNING *, 'done'",
            "UPDATE log SET line = 'x', id = 3 WHERE line <> '' RETURNING line",
            "UPDATE notes SET body = 'x' WHERE id = 1 OR body = 'y' RETURNING *",
            "DELETE FROM notes WHERE id IN (1, 2, 3)",
            "INSERT INTO log (id, line) VALUES (1, 'x'), (2, 'y') ON CONFLICT (id) DO UPDATE SET line = 'z' RETURNING *",
            "INSERT INTO orders (id, status) SELECT id + 1, line FROM log WHERE id > 10",
            "EXPLAIN (FORMAT 'json') SELECT line FROM log WHERE id = 1",
            "COPY (SELECT line FROM log WHERE id = 1) TO STDOUT WITH (FORMAT 'csv', DELIMITER ',')",
            "PREPARE p (integer) AS SELECT line FROM log WHERE id = $1 AND line = 'x'",
            "DECLARE c CURSOR FOR SELECT line FROM log_view WHERE id = 1",
            "CREATE TABLE t AS SELECT line, 5 FROM log WHERE id = 1",
            "MERGE INTO orders o USING log l ON o.id = l.id AND l.line = 'x' WHEN MATCHED THEN UPDATE SET status = 'y'");

    private record Case(Policy policy, Set<String> groups, String sql) {

        Decision decide(String text) {
            return Shop.decide(policy, groups, text);
        }
    }

    private static Stream<Case> cases() {
        return Stream.concat(
                STATEMENTS.stream()
                        .flatMap(sql ->
                                Stream.of(Shop.AGENT, Shop.ANALYST).map(groups -> new Case(Shop.POLICY, groups, sql))),
                GUARDED.stream().map(sql -> new Case(GUARDING, Set.of(), sql)));
    }

    @Test
    void guardedStatementsPassSoThatTheirSlotsMean() {
        for (String sql : GUARDED) {
            Decision decision = Shop.decide(GUARDING, Set.of(), sql);
            assertThat(decision.verdict()).as(sql + ": " + decision.reason()).isEqualTo(Verdict.ALLOW);
            assertThat(decision.edits()).as(sql).isNotEmpty();
        }
    }

    @Test
    void anotherConstantInAFreeSlotLeavesTheDecisionAsItIs() {
        Random random = new Random(42);
        int changed = 0;
        for (Case each : cases().toList()) {
            Tokens tokens = Shop.lex(each.sql());
            Decision decision = each.decide(each.sql());
            for (int round = 0; round < 40; round++) {
                List<TokenEdit> edits = otherConstants(tokens, decision.pinnedSlots(), random);
                String other = TokenEdits.apply(tokens.sql(), tokens, edits).asString();
                changed += edits.size();
                assertThat(Fingerprint.of(Shop.lex(other))).isEqualTo(Fingerprint.of(tokens));
                assertThat(each.decide(other)).as(other).isEqualTo(decision);
            }
        }
        assertThat(changed).isGreaterThan(2_000);
    }

    private static List<TokenEdit> otherConstants(Tokens tokens, Set<Integer> pinned, Random random) {
        List<TokenEdit> edits = new ArrayList<>();
        for (int slot = 0; slot < tokens.slotCount(); slot++) {
            if (!pinned.contains(slot)) {
                int token = tokens.tokenOfSlot(slot);
                TokenKind kind = tokens.kind(token);
                List<String> values =
                        kind == TokenKind.STRING ? STRINGS : kind == TokenKind.INTEGER ? INTEGERS : NUMERICS;
                edits.add(new TokenEdit(token, token + 1, values.get(random.nextInt(values.size()))));
            }
        }
        return edits;
    }
}
