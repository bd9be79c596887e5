package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "a + b * c ¦ (a + (b * c))",
                "a - b - c ¦ ((a - b) - c)",
                "a ^ b ^ c ¦ ((a ^ b) ^ c)",
                "- a ^ b ¦ ((- a) ^ b)",
                "- a::int ¦ (- (a::int))",
                "- a[1].b ¦ (- (a[1].b))",
                "a * - b + c ¦ ((a * (- b)) + c)",
                "@ a + b ¦ (@ (a + b))",
                "a || b + c ¦ (a || (b + c))",
                "a -> b ->> c = d ¦ (((a -> b) ->> c) = d)",
                "a = b OR c AND NOT d ¦ ((a = b) OR (c AND (NOT d)))",
                "NOT a = b AND c ¦ ((NOT (a = b)) AND c)",
                "NOT NOT a ¦ (NOT (NOT a))",
                "a AND b AND c OR d OR e ¦ ((a AND b AND c) OR d OR e)",
                "(a AND b) AND c ¦ (((a AND b)) AND c)",
                "a < b IS NULL ¦ ((a < b) IS NULL)",
                "a IS NULL = b ¦ ((a IS NULL) = b)",
                "a IS NULL IS NOT NULL ¦ ((a IS NULL) IS NOT NULL)",
                "a IS NULL::text ¦ ((a IS NULL)::text)",
                "a IS DISTINCT FROM b = c ¦ (a IS DISTINCT FROM (b = c))",
                "a = b IN (c) ¦ (a = (b IN (c)))",
                "a IN (b) IN (c) ¦ ((a IN (b)) IN (c))",
                "a IN (b)::text || c ¦ (((a IN (b))::text) || c)",
                "a = NOT b = c ¦ (a = (NOT (b = c)))",
                "a LIKE b || c ESCAPE d || e ¦ (a LIKE (b || c) ESCAPE (d || e))",
                "a NOT LIKE b AND c ¦ ((a NOT LIKE b) AND c)",
                "NOT a LIKE b ¦ (NOT (a LIKE b))",
                "a SIMILAR TO b = c ¦ ((a SIMILAR TO b) = c)",
                "a BETWEEN b = c AND d + e AND f ¦ ((a BETWEEN (b = c) AND (d + e)) AND f)",
                "a BETWEEN SYMMETRIC b AND c = d ¦ ((a BETWEEN SYMMETRIC b AND c) = d)",
                "a AT TIME ZONE b AT TIME ZONE c ¦ ((a AT TIME ZONE b) AT TIME ZONE c)",
                "a + b AT TIME ZONE c ¦ (a + (b AT TIME ZONE c))",
                "a ^ b AT LOCAL ¦ (a ^ (b AT LOCAL))",
                "a COLLATE x || b ¦ ((a COLLATE x) || b)",
                "a || b COLLATE x ¦ (a || (b COLLATE x))",
                "a OPERATOR(pg_catalog.+) b * c ¦ (a OPERATOR(pg_catalog.+) (b * c))",
                "a + b OPERATOR(pg_catalog.=) c ¦ ((a + b) OPERATOR(pg_catalog.=) c)",
                "a + b = ANY (c) ¦ ((a + b) = ANY (c))",
                "a = ANY (b) = c ¦ ((a = ANY (b)) = c)",
                "a = ANY (b)::text ¦ ((a = ANY (b))::text)",
                "a = ALL (SELECT b) AND c ¦ ((a = ALL (SELECT b)) AND c)",
                "NOT LIKE b ¦ refused",
                "a = b = c ¦ refused",
                "a < b > c ¦ refused",
                "a LIKE b LIKE c ¦ refused",
                "a BETWEEN b AND c BETWEEN d AND e ¦ refused",
                "a IS DISTINCT FROM b IS DISTINCT FROM c ¦ refused",
                "a LIKE b IN (c) ¦ refused",
                "a LIKE b ILIKE FROM t ¦ refused",
                "a SIMILAR TO b SIMILAR FROM t ¦ refused",
                "a + b AT FROM t ¦ refused",
                "a = b IN FROM t ¦ refused",
                "a = b OPERATOR FROM t ¦ refused",
                "a || b IS FROM t ¦ (a || b) IS FROM t",
                "a AND b OR FROM t ¦ (a AND b) OR FROM t",
                "* a ¦ refused",
                "a + ¦ refused",
                "a b c ¦ refused",
                "f(a)[1] ¦ refused",
                "ARRAY[a][1] ¦ refused",
                "(a, b).c ¦ refused"
            })
    void operatorsGroupAsInPostgresql(String expression, String grouped) {
        Reading reading = Reading.of("SELECT " + expression);
        assertThat(reading.isAccepted() ? Grouped.of("SELECT " + expression, 18) : "refused")
                .isEqualTo(grouped.equals("refused") ? grouped : "SELECT " + grouped);
    }
}
