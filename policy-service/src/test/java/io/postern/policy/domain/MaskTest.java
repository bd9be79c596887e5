package io.postern.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.postern.policy.Shop;
import io.postern.policy.catalog.Column;

class MaskTest {

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
            String sql =
                    MaskSql.of(mask, new Column(1, "e", 25, "text"), "\"e\"").orElseThrow();
            assertThat(sql.replaceAll("pg_catalog\\.[a-z_]+|OPERATOR\\(pg_catalog\\.[^)]+\\)|'([^']|'')*'", ""))
                    .doesNotContainPattern("[a-z]\\(")
                    .doesNotContainPattern("[|<>=+]");
        }
    }

    @Test
    void namesAreQuotedLetterByLetter() {
        assertThat(Identifiers.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    }
}
