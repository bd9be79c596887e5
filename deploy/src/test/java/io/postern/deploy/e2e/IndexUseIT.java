package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A masked query that filters on a column with an index, and no mask, still uses the index: masking sub-queries are pulled up. */
@ClassTemplate
@ExtendWith(EachMajor.class)
class IndexUseIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM ledger WHERE account = 77 | ledger_account",
                "SELECT id, memo FROM ledger WHERE id = 4711 | ledger_pkey",
                "SELECT memo FROM ledger WHERE booked = date '2024-05-05' AND account = 125 ORDER BY account | ledger_booked",
                "SELECT l.memo, o.total FROM orders o JOIN ledger l ON l.id = o.id WHERE o.id = 5 | ledger_pkey",
                "SELECT count(*) FROM (SELECT id, upper(memo) AS m, account FROM ledger) x WHERE x.account IN (5, 6) | ledger_account",
                "SELECT iban FROM payments WHERE id = 3 AND paid_on < date '2026-01-01' | payments_2025"
            })
    void theIndexIsUsed(String sql, String index, MarketPlace place) throws IOException {
        MarketClient client = place.here().guarded(Market.Identity.AGENTS);

        Heard plan = client.ask("EXPLAIN " + sql);

        System.out.println("PostgreSQL " + place.major() + ": " + sql);
        plan.lines(true).forEach(line -> System.out.println("    " + line));
        assertThat(plan.error()).isEmpty();
        assertThat(plan.lines(true)).anyMatch(line -> line.contains(index));
        assertThat(plan.lines(true))
                .noneMatch(line -> line.contains("Subquery Scan") || line.contains("Seq Scan on ledger"));
        Heard rows = client.ask(sql);
        assertThat(rows.error()).isEmpty();
        assertThat(rows.rowCount()).isPositive();
        assertThat(List.copyOf(rows.lines(true))).noneMatch(line -> line.contains("memo of"));
    }
}
