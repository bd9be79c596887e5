package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.policy.Shop;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.QualifiedName;

class DeciderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    agents   | SELECT id, name, email FROM customers LIMIT 3              | ALLOW | SELECT
                    agents   | SELECT 1                                                   | ALLOW | SELECT
                    agents   | SELECT * FROM pg_catalog.pg_class                          | ALLOW | SELECT
                    agents   | SELECT * FROM employees                                    | DENY  | SELECT
                    agents   | SELECT * FROM orders WHERE id IN (SELECT id FROM employees) | DENY | SELECT
                    agents   | SELECT * FROM hidden.customers                             | DENY  | SELECT
                    agents   | SELECT * FROM log                                          | DENY  | SELECT
                    agents   | UPDATE orders SET status = 'cancelled' WHERE id = 5        | PARK  | UPDATE
                    agents   | BEGIN; UPDATE orders SET status = 'x' WHERE id = 5         | PARK  | UPDATE
                    agents   | UPDATE orders SET status = 'cancelled'                     | DENY  | UPDATE
                    agents   | UPDATE orders SET status = 'cancelled' WHERE true          | DENY  | UPDATE
                    agents   | WITH x AS (DELETE FROM orders RETURNING id) SELECT 1 FROM x | DENY | DELETE
                    agents   | WITH x AS (DELETE FROM orders WHERE id = 1 RETURNING id) SELECT 1 FROM x | PARK | DELETE
                    agents   | DELETE FROM orders WHERE id = 5                            | PARK  | DELETE
                    agents   | UPDATE orders SET status = (SELECT name FROM employees) WHERE id = 1 | DENY | UPDATE
                    agents   | INSERT INTO orders (id) VALUES (1)                         | DENY  | INSERT
                    agents   | UPDATE customers SET name = 'x' WHERE id = 1               | DENY  | UPDATE
                    agents   | EXPLAIN UPDATE orders SET status = 'x' WHERE id = 5        | PARK  | EXPLAIN
                    agents   | EXPLAIN SELECT * FROM employees                            | DENY  | EXPLAIN
                    agents   | DECLARE c CURSOR FOR SELECT * FROM customers               | ALLOW | CURSOR
                    agents   | DROP TABLE customers                                       | DENY  | DDL
                    agents   | COPY customers TO STDOUT                                   | DENY  | COPY
                    agents   | SET application_name = 'x'                                 | ALLOW | SET
                    agents   | SHOW server_version                                        | ALLOW | SHOW
                    agents   | BEGIN                                                      | ALLOW | TRANSACTION
                    agents   | ''                                                         | ALLOW | EMPTY
                    agents   | SELECT 1; DROP TABLE orders                                | DENY  | SELECT
                    agents   | SELECT pg_sleep(1)                                         | DENY  | OTHER
                    analysts | SELECT * FROM employees                                    | ALLOW | SELECT
                    analysts | UPDATE orders SET status = 'x' WHERE id = 1                | DENY  | UPDATE
                    nobody   | SELECT 1                                                   | DENY  | SELECT
                    nobody   | BEGIN                                                      | DENY  | TRANSACTION
                    """)
    void theSamplePolicyDecides(String group, String sql, Verdict verdict, StatementKind kind) {
        Decision decision = Shop.decide(Set.of(group), sql);

        assertThat(decision.verdict()).as(decision.reason()).isEqualTo(verdict);
        assertThat(decision.kind()).isEqualTo(kind);
        assertThat(decision.approval().isPresent()).isEqualTo(verdict == Verdict.PARK);
        assertThat(decision.reason().isEmpty()).isEqualTo(verdict == Verdict.ALLOW);
    }

    @Test
    void aDenialSaysWhatWasDeniedAndNamesTheRule() {
        Decision ddl = Shop.decide(Shop.AGENT, "DROP TABLE customers");
        Decision table = Shop.decide(Shop.AGENT, "SELECT * FROM employees");
        Decision all = Shop.decide(Shop.AGENT, "DELETE FROM orders");

        assertThat(ddl.reason())
                .isEqualTo("DROP TABLE is not permitted here: Tables and rights are changed by migrations.");
        assertThat(ddl.hits()).extracting(Decision.Hit::ruleId).containsExactly("no-ddl");
        assertThat(table.reason()).isEqualTo("SELECT on public.employees is not permitted here.");
        assertThat(table.hits()).extracting(Decision.Hit::ruleId).containsExactly(Decision.DEFAULT_DENY);
        assertThat(all.reason())
                .isEqualTo("DELETE on public.orders without a WHERE that names a column is not permitted here: "
                        + "Say which rows are meant.");
    }

    @Test
    void aParkedStatementSaysWhoMayApproveAndForHowLong() {
        Decision decision = Shop.decide(Shop.AGENT, "UPDATE orders SET status = 'x' WHERE id = 5");

        assertThat(decision.approval()).contains(new ApprovalTerms(Set.of("approvers"), Duration.ofMinutes(15)));
        assertThat(decision.hits()).extracting(Decision.Hit::ruleId).containsExactly("agents-change-orders");
    }

    @Test
    void salariesAreMaskedForAnalystsAndContactDataIsNot() {
        String sql = "SELECT c.email, e.salary, c.card_number FROM customers c, employees e";

        Decision decision = Shop.decide(Shop.ANALYST, sql);

        assertThat(decision.maskedColumns())
                .extracting(column -> column.name().toString())
                .containsExactly("public.customers.card_number", "public.employees.salary");
    }

    @Test
    void masksOfMembersOfSeveralGroupsHoldUnlessOneIsExempt() {
        assertThat(Shop.decide(Set.of("agents", "analysts"), "SELECT email FROM customers")
                        .edits())
                .hasSize(1)
                .allSatisfy(edit -> assertThat(edit.replacement()).doesNotContain("strpos"));
    }

    @Test
    void termsOfSeveralParkingRulesHaveToBeMetTogether() {
        Policy policy = Shop.policy("""
                policy: p
                rules:
                  - {id: read, allow: [select], tables: ["*"]}
                  - {id: a, park: [update], tables: [public.orders], approvers: [x, y], within: 10m}
                  - {id: b, park: [update], tables: ["public.*"], approvers: [y, z], within: 5m}
                  - {id: c, park: [delete], tables: ["*"], approvers: [x], within: 5m}
                """);

        Decision update = Shop.decide(policy, Set.of(), "UPDATE orders SET status = 'x' WHERE id = 1");
        Decision both = Shop.decide(
                policy,
                Set.of(),
                "UPDATE orders SET status = 'x' WHERE id = 1; DELETE FROM log WHERE id = 1; UPDATE orders SET total = 1"
                        + " WHERE id = 2");

        assertThat(update.approval()).contains(new ApprovalTerms(Set.of("y"), Duration.ofMinutes(5)));
        assertThat(both.verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void aDenialOfAPartitionHoldsForItsParentToo() {
        Policy policy = Shop.policy("""
                policy: p
                rules:
                  - {id: read, allow: [select], tables: ["*"]}
                  - {id: not-this, deny: [select], tables: [public.log_2026]}
                """);

        assertThat(Shop.decide(policy, Set.of(), "SELECT * FROM log").verdict()).isEqualTo(Verdict.DENY);
        assertThat(Shop.decide(policy, Set.of(), "SELECT * FROM orders").verdict())
                .isEqualTo(Verdict.ALLOW);
    }

    @Test
    void tooManyConstantsOrMaskedReferencesAreRefused() {
        String constants = "SELECT " + "'" + "x".repeat(Decider.MAX_PINNED_BYTES) + "'";
        String references = "SELECT 1 FROM customers" + ", customers".repeat(2_000);

        assertThat(Shop.decide(Shop.AGENT, constants).verdict()).isEqualTo(Verdict.DENY);
        assertThat(Shop.decide(Shop.AGENT, constants).pinnedSlots()).isEmpty();
        assertThat(Shop.decide(Shop.AGENT, references).verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void admissionNeedsExactlyOneRole() {
        assertThat(admit("agents").role()).contains("shop_agent");
        assertThat(admit("agents", "approvers").role()).contains("shop_agent");
        assertThat(admit("approvers").role()).isEmpty();
        assertThat(admit("agents", "analysts").role()).isEmpty();
        assertThat(AdmissionDecision.decide(Shop.POLICY, new Asker(Shop.AGENT), "postgres")
                        .role())
                .isEmpty();
    }

    private static AdmissionDecision admit(String... groups) {
        return AdmissionDecision.decide(Shop.POLICY, new Asker(Set.of(groups)), "shop");
    }

    private static final List<String> STATEMENTS = List.of(
            "SELECT id, email FROM customers",
            "SELECT * FROM orders o JOIN log l USING (id)",
            "UPDATE orders SET status = 'x' WHERE id = 1",
            "DELETE FROM log WHERE id = 1 RETURNING id",
            "DELETE FROM orders",
            "INSERT INTO products (id) SELECT id FROM customers",
            "WITH x AS (DELETE FROM orders WHERE id = 1 RETURNING id) SELECT * FROM x, employees",
            "BEGIN; SELECT 1; UPDATE orders SET total = 1 WHERE id = 1; COMMIT",
            "EXPLAIN SELECT * FROM customers",
            "SET application_name = 'x'",
            "DROP TABLE orders");

    /** Random rules and masks over the shop; seeded, so that a failure can be repeated. */
    private static final class RandomPolicies {

        private final Random random;

        RandomPolicies(long seed) {
            random = new Random(seed);
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        Audience audience() {
            return new Audience(
                    random.nextBoolean() ? Set.of() : Set.of(any(List.of("agents", "analysts"))),
                    Set.of(),
                    Optional.empty());
        }

        Rule rule(String id, Verdict verdict) {
            List<StatementKind> kinds = new ArrayList<>(List.of(
                    StatementKind.SELECT,
                    StatementKind.UPDATE,
                    StatementKind.DELETE,
                    StatementKind.INSERT,
                    StatementKind.TRANSACTION,
                    StatementKind.SET,
                    StatementKind.EXPLAIN));
            Collections.shuffle(kinds, random);
            Set<StatementKind> actions = Set.copyOf(kinds.subList(0, 1 + random.nextInt(kinds.size())));
            List<TablePattern> tables = any(List.of(
                    List.of(TablePattern.EVERY),
                    List.of(new TablePattern("public", "orders"), new TablePattern("public", "log")),
                    List.of(new TablePattern("public", "*"))));
            Optional<ApprovalTerms> approval = verdict == Verdict.PARK
                    ? Optional.of(new ApprovalTerms(Set.of("x", id), Duration.ofMinutes(1 + random.nextInt(9))))
                    : Optional.empty();
            return new Rule(
                    id,
                    audience(),
                    new Rule.Effect(verdict, actions, any(List.of(Rule.Condition.values())), approval),
                    tables,
                    id);
        }

        MaskRule mask(String id) {
            QualifiedName customers = new QualifiedName("public", "customers");
            List<Mask> masks = List.of(new Mask.Email(), new Mask.Redact(), new Mask.Null(), new Mask.Partial(4));
            return new MaskRule(
                    id, audience(), List.of(new ColumnName(customers, any(List.of("email", "phone")))), any(masks));
        }

        static Policy policy(List<Rule> rules, List<MaskRule> masks) {
            return new Policy("p", "v", List.of(), new Provisions(rules, masks, List.of(), List.of()), Proof.REQUIRED);
        }

        Policy policy() {
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                rules.add(rule("r" + i, any(List.of(Verdict.ALLOW, Verdict.ALLOW, Verdict.PARK, Verdict.DENY))));
            }
            List<MaskRule> masks = new ArrayList<>();
            for (int i = 0; i < random.nextInt(4); i++) {
                masks.add(mask("m" + i));
            }
            return policy(rules, masks);
        }

        Policy shuffled(Policy policy) {
            List<Rule> rules = new ArrayList<>(policy.rules());
            Collections.shuffle(rules, random);
            List<MaskRule> masks = new ArrayList<>(policy.masks());
            Collections.shuffle(masks, random);
            return policy(rules, masks);
        }
    }

    @Test
    void theOrderOfRulesAndMasksMeansNothing() {
        for (long seed = 0; seed < 300; seed++) {
            RandomPolicies policies = new RandomPolicies(seed);
            Policy policy = policies.policy();
            Policy shuffled = policies.shuffled(policy);
            for (String sql : STATEMENTS) {
                assertThat(Shop.decide(shuffled, Shop.AGENT, sql))
                        .as("seed %d: %s", seed, sql)
                        .isEqualTo(Shop.decide(policy, Shop.AGENT, sql));
            }
        }
    }

    @Test
    void addingADenialOrAMaskNeverAdmitsMore() {
        for (long seed = 0; seed < 300; seed++) {
            RandomPolicies policies = new RandomPolicies(seed);
            Policy policy = policies.policy();
            List<Rule> rules = new ArrayList<>(policy.rules());
            rules.add(policies.rule("added", Verdict.DENY));
            List<MaskRule> masks = new ArrayList<>(policy.masks());
            masks.add(policies.mask("added"));
            Policy stricter = RandomPolicies.policy(rules, masks);
            for (String sql : STATEMENTS) {
                Decision before = Shop.decide(policy, Shop.AGENT, sql);
                Decision after = Shop.decide(stricter, Shop.AGENT, sql);
                assertThat(after.verdict()).as("seed %d: %s", seed, sql).isGreaterThanOrEqualTo(before.verdict());
                if (after.verdict() != Verdict.DENY) {
                    assertThat(after.maskedColumns())
                            .extracting(Decision.MaskedColumn::name)
                            .containsAll(before.maskedColumns().stream()
                                    .map(Decision.MaskedColumn::name)
                                    .toList());
                }
            }
        }
    }
}
