package io.postern.policy.domain;

import static io.postern.policy.domain.ProofTerms.Access.DELETE;
import static io.postern.policy.domain.ProofTerms.Access.INSERT;
import static io.postern.policy.domain.ProofTerms.Access.READ;
import static io.postern.policy.domain.ProofTerms.Access.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import io.postern.pgsql.tree.Span;
import io.postern.policy.Shop;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;

/** What PostgreSQL is asked to analyse, and what it may find. */
class ProofTermsTest {

    private static final Policy POLICY = Shop.policy("""
            policy: p
            proof: where-possible
            rules:
              - id: all
                allow: [select, insert, update, delete, explain, cursor, prepared, copy, ddl, transaction]
                tables: ["*"]
              - {id: ask, park: [delete], tables: [public.products], approvers: [x], within: 5m}
            masks:
              - {id: m, columns: [public.log.line], mask: "null"}
            rows:
              - {id: r, table: public.notes, where: region = 'eu'}
            functions:
              - {id: f, function: public.leak, reads: []}
            """);

    private static Treatment treatment(String sql) {
        Decision decision = Shop.decide(POLICY, Set.of(), sql);
        assertThat(decision.verdict()).as(decision.reason()).isNotEqualTo(Verdict.DENY);
        return decision.treatment();
    }

    private static List<ProofTerms.Query> queries(String sql) {
        return treatment(sql).proof().map(ProofTerms::queries).orElse(List.of());
    }

    private static ProofTerms.Query query(String sql) {
        List<ProofTerms.Query> queries = queries(sql);
        assertThat(queries).hasSize(1);
        return queries.get(0);
    }

    private static Map<String, Set<ProofTerms.Access>> relations(String sql) {
        Map<String, Set<ProofTerms.Access>> named = new TreeMap<>();
        query(sql)
                .relations()
                .forEach((oid, access) -> named.put(
                        Shop.CATALOG
                                .relation(oid)
                                .map(Relation::name)
                                .orElseThrow()
                                .name(),
                        new TreeSet<>(access)));
        return named;
    }

    @Test
    void eachPartIsNamedByItsTokensAndItsVerb() {
        assertThat(query("SELECT 1").span()).isEqualTo(new Span(0, 2));
        assertThat(query("EXPLAIN SELECT 1").span()).isEqualTo(new Span(1, 3));
        assertThat(query("DECLARE c CURSOR FOR SELECT 1").span()).isEqualTo(new Span(4, 6));
        assertThat(query("CREATE TABLE t AS SELECT 1").span()).isEqualTo(new Span(4, 6));
        assertThat(query("PREPARE p (int) AS DELETE FROM orders WHERE id = $1").verb())
                .isEqualTo(ProofTerms.Verb.DELETE);
        assertThat(query("PREPARE p (int, text) AS SELECT $1").parameterTypes()).hasSize(2);
        assertThat(queries("SELECT 1; UPDATE orders SET id = 1"))
                .extracting(ProofTerms.Query::verb)
                .containsExactly(ProofTerms.Verb.SELECT, ProofTerms.Verb.UPDATE);
        assertThat(queries("BEGIN")).isEmpty();
        assertThat(treatment("BEGIN").proof()).isEmpty();
        assertThat(queries("COPY orders TO STDOUT")).isEmpty();
    }

    @Test
    void aTableThatIsCopiedByNameIsAQueryOnceItIsGuarded() {
        ProofTerms.Query query = query("COPY log (line) TO STDOUT");

        assertThat(query.span()).isEqualTo(new Span(1, 5));
        assertThat(query.verb()).isEqualTo(ProofTerms.Verb.SELECT);
        assertThat(relations("COPY log (line) TO STDOUT")).isEqualTo(Map.of("log", Set.of(READ)));
    }

    @Test
    void relationsAreNamedWithWhatIsDoneToThem() {
        assertThat(relations("SELECT * FROM orders, log"))
                .isEqualTo(Map.of("orders", Set.of(READ), "log", Set.of(READ)));
        assertThat(relations("INSERT INTO orders (id) VALUES (1)")).isEqualTo(Map.of("orders", Set.of(INSERT)));
        assertThat(relations("INSERT INTO orders (id) VALUES (1) RETURNING id"))
                .isEqualTo(Map.of("orders", Set.of(INSERT, READ)));
        assertThat(relations("UPDATE orders SET id = 1")).isEqualTo(Map.of("orders", Set.of(UPDATE)));
        assertThat(relations("DELETE FROM orders WHERE id = 1")).isEqualTo(Map.of("orders", Set.of(DELETE, READ)));
        assertThat(relations("DELETE FROM notes")).isEqualTo(Map.of("notes", Set.of(DELETE, READ)));
        assertThat(relations("INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET total = 1"))
                .isEqualTo(Map.of("orders", Set.of(INSERT, UPDATE, READ)));
    }

    @Test
    void viewsAreNamedWithWhatIsBehindThemUnlessThatStandsInTheirPlace() {
        assertThat(relations("SELECT * FROM order_view"))
                .isEqualTo(Map.of("order_view", Set.of(READ), "orders", Set.of(READ)));
        assertThat(relations("UPDATE order_view SET status = 'x'"))
                .isEqualTo(Map.of("order_view", Set.of(UPDATE), "orders", Set.of(UPDATE, READ)));
        assertThat(relations("SELECT * FROM log_lines")).isEqualTo(Map.of("log", Set.of(READ)));
        assertThat(relations("SELECT * FROM log_ids")).isEqualTo(Map.of("log_ids", Set.of(READ)));
    }

    @Test
    void guardedRelationsComeWithTheOnlyQueriesThatMayReadThem() {
        assertThat(sources("SELECT 1 FROM log l, log m, notes"))
                .containsExactly(
                        "SELECT \"id\", CAST(NULL AS text) AS \"line\" FROM \"public\".\"log\"",
                        "SELECT \"id\", \"region\", \"body\" FROM \"public\".\"notes\" WHERE (\"region\" = 'eu')");
        assertThat(sources("SELECT 1 FROM log_lines")).hasSize(1);
        assertThat(sources("DELETE FROM log WHERE id = 1")).hasSize(1);
        assertThat(sources("SELECT 1 FROM ONLY log"))
                .containsExactly("SELECT \"id\", CAST(NULL AS text) AS \"line\" FROM ONLY \"public\".\"log\"");
        assertThat(sources("SELECT 1 FROM orders")).isEmpty();
    }

    private static List<String> sources(String sql) {
        return treatment(sql).proof().orElseThrow().sources().stream()
                .map(ProofTerms.GuardedSource::sql)
                .toList();
    }

    @Test
    void functionsThatArePermittedAreNamed() {
        long leak = Shop.CATALOG
                .routines(new QualifiedName("public", "leak"))
                .get(0)
                .oid();

        assertThat(query("SELECT leak(status) FROM orders").functions()).containsExactly(leak);
        assertThat(query("SELECT lower(status) FROM orders").functions()).isEmpty();
    }

    @Test
    void errorsAreDiscreetWhereSomethingGuardedIsReadOrChanged() {
        assertThat(treatment("SELECT 1 FROM log").discreet()).isTrue();
        assertThat(treatment("SELECT shown FROM log_lines").discreet()).isTrue();
        assertThat(treatment("INSERT INTO log VALUES (1, 'x')").discreet()).isTrue();
        assertThat(treatment("COPY log TO STDOUT").discreet()).isTrue();
        assertThat(treatment("SELECT 1 FROM orders").discreet()).isFalse();
    }

    @Test
    void whatIsParkedIsProvenTooAndThePolicySaysHowFirmly() {
        Decision parked = Shop.decide(POLICY, Set.of(), "DELETE FROM products WHERE id = 1");

        assertThat(parked.verdict()).isEqualTo(Verdict.PARK);
        assertThat(parked.treatment().proof().map(ProofTerms::proof)).contains(Proof.WHERE_POSSIBLE);
    }
}
