package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.policy.Shop;

/** Which rules a statement needs. */
class NeedsTest {

    private static Verdict verdict(String rules, String sql) {
        return Shop.decide(Shop.policy("policy: p\nrules:\n" + rules), Set.of(), sql)
                .verdict();
    }

    private static String allow(String actions, String tables) {
        return "  - {id: a" + Integer.toHexString((actions + tables).hashCode()) + ", allow: [" + actions
                + "], tables: [" + tables + "]}\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            COPY orders TO STDOUT                                           | select, copy     | public.orders
            COPY (SELECT id FROM orders) TO STDOUT                          | select, copy     | public.orders
            COPY orders FROM STDIN                                          | insert, copy     | public.orders
            PREPARE p AS SELECT id FROM orders                              | select, prepared | public.orders
            DECLARE c CURSOR FOR SELECT id FROM orders                      | select, cursor   | public.orders
            EXPLAIN UPDATE orders SET id = 1                                | update, explain  | public.orders
            CREATE TABLE t AS SELECT id FROM orders                         | select, ddl      | public.orders
            UPDATE orders SET id = id + 1                                   | select, update   | public.orders
            DELETE FROM orders WHERE id = 1                                 | select, delete   | public.orders
            INSERT INTO orders (id) VALUES (1) RETURNING id                 | select, insert   | public.orders
            """)
    void allOfThemAreNeeded(String sql, String actions, String table) {
        List<String> needed = List.of(actions.split(", "));

        assertThat(verdict(allow(actions, table), sql)).isEqualTo(Verdict.ALLOW);
        for (String left : needed) {
            List<String> others =
                    needed.stream().filter(action -> !action.equals(left)).toList();
            assertThat(verdict(allow(String.join(", ", others), table), sql))
                    .as("without %s", left)
                    .isEqualTo(Verdict.DENY);
        }
        assertThat(verdict(allow(actions, "public.products"), sql)).isEqualTo(Verdict.DENY);
    }

    @Test
    void mergeNeedsWhatItsBranchesDoAndReadsItsTarget() {
        String sql = "MERGE INTO orders o USING products p ON o.id = p.id WHEN MATCHED THEN UPDATE SET status = p.name"
                + " WHEN NOT MATCHED THEN INSERT (id) VALUES (p.id)";
        String read = allow("select", "public.products, public.orders");

        assertThat(verdict(read + allow("insert, update", "public.orders"), sql))
                .isEqualTo(Verdict.ALLOW);
        assertThat(verdict(read + allow("update", "public.orders"), sql)).isEqualTo(Verdict.DENY);
        assertThat(verdict(read + allow("insert", "public.orders"), sql)).isEqualTo(Verdict.DENY);
        assertThat(verdict(allow("select", "public.products") + allow("insert, update", "public.orders"), sql))
                .isEqualTo(Verdict.DENY);
        assertThat(verdict(
                        read + allow("insert, update", "public.orders")
                                + "  - {id: n, deny: [merge], tables: [public.orders]}\n",
                        sql))
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aViewOpensWhatItsOwnRuleSaysAndBypassesNoDenialAndNoApproval() {
        String view = allow("select, update", "public.order_view");
        String select = "SELECT id FROM order_view";
        String update = "UPDATE order_view SET status = 'x' WHERE id = 1";

        assertThat(verdict(view, select)).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(view, update)).isEqualTo(Verdict.ALLOW);
        assertThat(verdict(view, "SELECT id FROM orders")).isEqualTo(Verdict.DENY);
        assertThat(verdict(allow("select", "public.orders"), select)).isEqualTo(Verdict.DENY);
        assertThat(verdict(view + "  - {id: n, deny: [select], tables: [public.orders]}\n", select))
                .isEqualTo(Verdict.DENY);
        assertThat(verdict(view + "  - {id: n, deny: [update], tables: [public.orders]}\n", update))
                .isEqualTo(Verdict.DENY);
        assertThat(verdict(view + "  - {id: n, deny: [update], tables: [public.orders]}\n", select))
                .isEqualTo(Verdict.ALLOW);
        assertThat(verdict(
                        view + "  - {id: n, park: [select], tables: [public.orders], approvers: [x], within: 5m}\n",
                        select))
                .isEqualTo(Verdict.PARK);
    }

    @Test
    void aDenialBehindSeveralViewsHoldsToo() {
        assertThat(verdict(allow("select", "public.log_lines"), "SELECT * FROM log_lines"))
                .isEqualTo(Verdict.ALLOW);
        assertThat(verdict(
                        allow("select", "public.log_lines") + "  - {id: n, deny: [select], tables: [public.log]}\n",
                        "SELECT * FROM log_lines"))
                .isEqualTo(Verdict.DENY);
        assertThat(verdict(
                        allow("select", "public.log_lines")
                                + "  - {id: n, deny: [select], tables: [public.log_view]}\n",
                        "SELECT * FROM log_lines"))
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void whatNeedsAnApprovalCannotBePrepared() {
        String rules = allow("select, prepared", "\"*\"")
                + "  - {id: p, park: [update], tables: [public.orders], approvers: [x], within: 5m}\n";

        Decision decision = Shop.decide(
                Shop.policy("policy: p\nrules:\n" + rules),
                Set.of(),
                "PREPARE p AS UPDATE orders SET status = 'x' WHERE id = 1");

        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.reason()).contains("send it itself");
    }

    private static Decision call(String functions, String masks, String sql) {
        return Shop.decide(
                Shop.policy(
                        "policy: p\nrules: [{id: all, allow: [select, insert, update], tables: ['*']}]\nfunctions: ["
                                + functions + "]\n" + masks),
                Set.of("callers"),
                sql);
    }

    @Test
    void aFunctionIsCalledWhereItIsNamedForItsCallerWithWhatItReads() {
        String sql = "SELECT leak(status) FROM orders";
        String named = "{id: f, groups: [callers], function: public.leak, reads: [public.employees]}";

        assertThat(call(named, "", sql).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(call("", "", sql).reason()).isEqualTo("Function public.leak is not permitted here.");
        assertThat(call("{id: f, groups: [others], function: public.leak, reads: []}", "", sql)
                        .verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(call("{id: f, function: hidden.leak, reads: []}", "", sql).verdict())
                .isEqualTo(Verdict.DENY);
    }

    @Test
    void aFunctionThatReadsWhatIsGuardedIsRefused() {
        String sql = "SELECT leak(status) FROM orders";
        String named = "{id: f, function: public.leak, reads: [public.employees, public.log_2026]}";

        assertThat(call(named, "masks: [{id: m, columns: [public.employees.salary], mask: redact}]", sql)
                        .reason())
                .contains("it reads data that is masked or filtered");
        assertThat(call(named, "masks: [{id: m, columns: [public.log.line], mask: redact}]", sql)
                        .verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(call(named, "rows: [{id: m, table: public.employees, where: id > 1}]", sql)
                        .verdict())
                .isEqualTo(Verdict.DENY);
        assertThat(call(named, "masks: [{id: m, columns: [public.customers.email], mask: redact}]", sql)
                        .verdict())
                .isEqualTo(Verdict.ALLOW);
        assertThat(call("{id: f, function: public.leak, reads: [public.gone]}", "", sql)
                        .reason())
                .contains("an administrator has to review");
        assertThat(call(
                                "{id: f, function: public.leak, reads: [public.log_view]}",
                                "masks: [{id: m, columns: [public.customers.email], mask: redact}]",
                                sql)
                        .reason())
                .contains("has to name the tables beneath");
    }

    @Test
    void denialsHoldForWhatAFunctionReads() {
        Policy policy = Shop.policy("""
                policy: p
                rules:
                  - {id: all, allow: [select], tables: [public.orders]}
                  - {id: n, deny: [select], tables: [public.employees]}
                functions: [{id: f, function: public.leak, reads: [public.employees]}]
                """);

        Decision decision = Shop.decide(policy, Set.of(), "SELECT leak(status) FROM orders");

        assertThat(decision.hits()).extracting(Decision.Hit::ruleId).containsExactly("n");
    }

    @Test
    void functionsThatChangesOfGuardedTablesRunHaveToBePermitted() {
        String mask = "masks: [{id: m, columns: [public.watched.secret], mask: redact}]";
        String sql = "UPDATE watched SET id = 2 WHERE id = 1";

        assertThat(call("", "", sql).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(call("", mask, sql).verdict()).isEqualTo(Verdict.DENY);
        assertThat(call("{id: f, function: public.upper_secret, reads: []}", mask, sql)
                        .verdict())
                .isEqualTo(Verdict.ALLOW);
    }
}
