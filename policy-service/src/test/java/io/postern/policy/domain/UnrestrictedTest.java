package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgsql.read.DescentParser;
import io.postern.policy.Shop;
import io.postern.policy.analysis.PostgresAnalyser;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Contents;

class UnrestrictedTest {

    private static final Set<String> OWNER = Set.of("owners");

    private static final String OWNERS = "- {id: owners, groups: [owners], allow: [everything]}";

    /** Understood, recognised only, or neither. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM employees",
            "DELETE FROM orders",
            "UPDATE customers SET email = 'x'",
            "DROP TABLE customers",
            "COPY customers TO STDOUT",
            "SELECT leak(1)",
            "SELECT * FROM customer_view",
            "SELECT * FROM no_such_table",
            "DO 'begin end'",
            "this is no SQL at all",
            "BEGIN; CREATE TABLE t (id int); COMMIT",
            "");

    private static Policy policy(String... entries) {
        List<String> rules = new ArrayList<>();
        List<String> masks = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        List<String> functions = new ArrayList<>();
        for (String entry : entries) {
            if (entry.contains("mask:")) {
                masks.add(entry);
            } else if (entry.contains("table:")) {
                rows.add(entry);
            } else if (entry.contains("function:")) {
                functions.add(entry);
            } else {
                rules.add(entry);
            }
        }
        return Shop.policy("policy: p\n" + section("rules", rules) + section("masks", masks) + section("rows", rows)
                + section("functions", functions));
    }

    private static String section(String key, List<String> entries) {
        return entries.isEmpty() ? "" : key + ":\n" + String.join("\n", entries) + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM employees                               | SELECT
            SELECT leak(1)                                        | SELECT
            (SELECT leak(1))                                      | SELECT
            VALUES (leak(1))                                      | SELECT
            TABLE no_such_table                                   | SELECT
            INSERT INTO customer_view VALUES ('x')                | INSERT
            UPDATE no_such_table SET a = 1                        | UPDATE
            DELETE FROM orders                                    | DELETE
            WITH x AS (DELETE FROM orders RETURNING id) TABLE x   | DELETE
            WITH x AS (SELECT leak(1)) TABLE x                    | SELECT
            MERGE INTO orders USING log ON true WHEN MATCHED THEN DELETE | MERGE
            DROP TABLE customers                                  | DDL
            CREATE TEMP TABLE t AS SELECT 1                       | DDL
            truncate orders                                       | DDL
            GRANT ALL ON orders TO public                         | DDL
            COPY customers TO STDOUT                              | COPY
            PREPARE p AS SELECT 1                                 | PREPARED
            EXECUTE p                                             | PREPARED
            DECLARE c CURSOR FOR SELECT leak(1)                   | CURSOR
            FETCH 3 FROM c                                        | CURSOR
            EXPLAIN SELECT leak(1)                                | EXPLAIN
            SET search_path = elsewhere                           | SET
            RESET ALL                                             | OTHER
            SHOW search_path                                      | SHOW
            BEGIN                                                 | TRANSACTION
            BEGIN; SELECT leak(1); COMMIT                         | SELECT
            BEGIN; ; SELECT leak(1)                               | SELECT
            VACUUM                                                | OTHER
            DO 'begin end'                                        | OTHER
            LISTEN x                                              | OTHER
            "drop" TABLE orders                                   | OTHER
            1 + 1                                                 | OTHER
            no SQL at all                                         | OTHER
            ;;                                                    | EMPTY
            """)
    void everyTextPassesAndIsNamedByWhatItIs(String sql, StatementKind kind) {
        Decision decision = Shop.decide(policy(OWNERS), OWNER, sql);

        assertThat(decision)
                .isEqualTo(Decision.unrestricted(kind, List.of(new Decision.Hit("owners", Verdict.ALLOW, ""))));
    }

    @Test
    void neitherConstantsNorCatalogNorSearchPathMatter() {
        Decider decider = new Decider(new PostgresAnalyser(new DescentParser()));
        String constants = "SELECT leak('" + "x".repeat(Decider.MAX_PINNED_BYTES) + "')";
        DecisionQuestion question =
                new DecisionQuestion(new Asker(OWNER), "shop", List.of("public", "pg_catalog"), Shop.lex(constants));

        Decision decision = decider.decide(policy(OWNERS), new Catalog("none", 17, Contents.NOTHING), question);

        assertThat(decision.unrestricted()).isTrue();
        assertThat(decision.pinnedSlots()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {id: n, deny: [delete], tables: [public.no_such_table]}",
                "- {id: n, deny: [ddl]}",
                "- {id: n, deny: [update], when: no-where}",
                "- {id: n, groups: [owners, others], deny: [other]}",
                "- {id: n, groups: [owners], database: shop, park: [delete], tables: [a.b], approvers: [x], within: 5m}",
                "- {id: n, columns: [a.b.c], mask: email}",
                "- {id: n, table: a.b, where: 'true'}",
                "- {id: n, groups: [owners], table: public.orders, where: id > 5}",
                "- {id: n, groups: [owners], columns: [public.customers.email], mask: redact}",
                "- {id: n, except-groups: [others], columns: [public.customers.email], mask: redact}"
            })
    void whateverNarrowsTheAskerTakesItAway(String narrowing) {
        for (Policy policy : List.of(policy(OWNERS, narrowing), policy(narrowing, OWNERS))) {
            for (String sql : STATEMENTS) {
                assertThat(Shop.decide(policy, OWNER, sql).unrestricted())
                        .as(sql)
                        .isFalse();
            }
            assertThat(Shop.decide(policy, OWNER, "SELECT id FROM orders WHERE id = 1")
                            .verdict())
                    .isEqualTo(Verdict.ALLOW);
            assertThat(List.of("DROP TABLE customers", "COPY orders TO '/tmp/x'", "SELECT leak(1)", "no SQL at all"))
                    .allSatisfy(
                            sql -> assertThat(Shop.decide(policy, OWNER, sql).verdict())
                                    .isEqualTo(Verdict.DENY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {id: n, groups: [others], deny: [delete]}",
                "- {id: n, except-groups: [owners], deny: [delete]}",
                "- {id: n, database: elsewhere, deny: [delete]}",
                "- {id: n, database: elsewhere, park: [delete], tables: ['*'], approvers: [x], within: 5m}",
                "- {id: n, database: elsewhere, columns: [public.customers.email], mask: email}",
                "- {id: n, groups: [others], columns: [public.customers.email], mask: email}",
                "- {id: n, table: public.orders, where: id > 5, groups: [others]}",
                "- {id: n, function: public.leak, reads: []}",
                "- {id: n, allow: [select], tables: [public.orders]}"
            })
    void whatIsAboutOthersOrAnotherDatabaseDoesNot(String other) {
        assertThat(Shop.decide(policy(OWNERS, other), OWNER, "SELECT leak(1)").unrestricted())
                .isTrue();
    }

    @Test
    void itHoldsForItsAudienceAlone() {
        Policy policy = policy(
                "- {id: owners, groups: [owners], except-groups: [guests], database: shop, allow: [everything]}",
                "- {id: elsewhere, groups: [guests, others], database: elsewhere, allow: [everything]}");

        assertThat(Shop.decide(policy, OWNER, "SELECT leak(1)").unrestricted()).isTrue();
        for (Set<String> groups : List.of(Set.of("owners", "guests"), Set.of("others"), Set.<String>of())) {
            assertThat(Shop.decide(policy, groups, "SELECT 1").verdict()).isEqualTo(Verdict.DENY);
        }
    }

    @Test
    void narrowedItStillAllowsWhatIsUnderstoodOnEveryTable() {
        Policy policy = policy(OWNERS, "- {id: no-ddl, deny: [ddl]}");

        Decision read = Shop.decide(policy, OWNER, "SELECT name FROM employees WHERE name = 'x'");
        Decision change = Shop.decide(policy, OWNER, "DELETE FROM hidden.customers");

        assertThat(List.of(read, change)).allSatisfy(decision -> {
            assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
            assertThat(decision.hits()).extracting(Decision.Hit::ruleId).containsExactly("owners");
        });
        assertThat(Shop.decide(policy, OWNER, "DROP TABLE orders").hits())
                .extracting(Decision.Hit::ruleId)
                .containsExactly("no-ddl");
    }

    @Test
    void masksAndApprovalsBesideItKeepTheirForce() {
        Policy policy = policy(
                OWNERS,
                "- {id: ask, park: [delete], tables: [public.orders], approvers: [x], within: 5m}",
                "- {id: hide, columns: [public.customers.email], mask: redact}");

        assertThat(Shop.decide(policy, OWNER, "SELECT email FROM customers").edits())
                .hasSize(1);
        assertThat(Shop.decide(policy, OWNER, "DELETE FROM orders WHERE id = 1").verdict())
                .isEqualTo(Verdict.PARK);
    }

    @Test
    void theOrderOfEntriesMeansNothing() {
        List<String> entries = List.of(
                OWNERS,
                "- {id: again, groups: [owners], database: shop, allow: [everything]}",
                "- {id: read, allow: [select], tables: ['*']}",
                "- {id: deny, groups: [others], deny: [ddl]}",
                "- {id: ask, groups: [others], park: [delete], tables: ['*'], approvers: [x], within: 5m}",
                "- {id: hide, groups: [others], columns: [public.customers.email], mask: email}");
        for (long seed = 0; seed < 20; seed++) {
            List<String> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, new Random(seed));
            for (Set<String> groups : List.of(OWNER, Set.of("owners", "others"), Set.of("others"))) {
                for (String sql : STATEMENTS) {
                    assertThat(Shop.decide(policy(shuffled.toArray(String[]::new)), groups, sql))
                            .as("seed %d: %s", seed, sql)
                            .isEqualTo(Shop.decide(policy(entries.toArray(String[]::new)), groups, sql));
                }
            }
        }
    }

    @Test
    void everythingForNobodyInParticularIsNoRule() {
        Audience everybody = new Audience(Set.of(), Set.of(), Optional.empty());
        Audience owners = new Audience(OWNER, Set.of(), Optional.empty());
        Rule.Effect everything = Rule.Effect.everything();

        assertThatIllegalArgumentException().isThrownBy(() -> new Rule("a", everybody, everything, List.of(), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rule("a", owners, everything, List.of(TablePattern.EVERY), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rule.Effect(
                        Verdict.DENY,
                        Rule.Reach.EVERYTHING,
                        EnumSet.allOf(StatementKind.class),
                        Rule.Condition.ALWAYS,
                        Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rule.Effect(
                        Verdict.ALLOW,
                        Rule.Reach.EVERYTHING,
                        Set.of(StatementKind.SELECT),
                        Rule.Condition.ALWAYS,
                        Optional.empty()));
    }
}
