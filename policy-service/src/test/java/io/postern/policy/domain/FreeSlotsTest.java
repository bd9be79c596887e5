package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

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

    @Test
    void anotherConstantInAFreeSlotLeavesTheDecisionAsItIs() {
        Random random = new Random(42);
        int changed = 0;
        for (String sql : STATEMENTS) {
            Tokens tokens = Shop.lex(sql);
            for (Set<String> groups : List.of(Shop.AGENT, Shop.ANALYST)) {
                Decision decision = Shop.decide(groups, sql);
                for (int round = 0; round < 40; round++) {
                    List<TokenEdit> edits = otherConstants(tokens, decision.pinnedSlots(), random);
                    String other = TokenEdits.apply(tokens.sql(), tokens, edits).asString();
                    changed += edits.size();
                    assertThat(Fingerprint.of(Shop.lex(other))).isEqualTo(Fingerprint.of(tokens));
                    assertThat(Shop.decide(groups, other)).as(other).isEqualTo(decision);
                }
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
