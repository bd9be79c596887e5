package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Generated queries, seeded, have through the gate the rows, column names, types and type modifiers that they have on the copy of
 * the market masked by hand. {@code -Dpostern.queries.seed} and {@code -Dpostern.queries.count} choose others and more.
 */
@ClassTemplate
@ExtendWith(EachMajor.class)
@EachMajor.OnUsualMajor
class MaskedEqualityIT {

    private static final long SEED = Long.getLong("postern.queries.seed", 20_261_120L);
    private static final int COUNT = Integer.getInteger("postern.queries.count", 150);
    private static final int REPORTED = 10;

    @Test
    void generatedQueriesHaveTheSameAnswersAsOnTheCopy(MarketPlace place) throws IOException {
        List<String> differences = new ArrayList<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        long rows = 0;
        for (Market.Identity identity : Market.Identity.values()) {
            QueryGenerator queries =
                    new QueryGenerator(SEED + List.of(Market.Identity.values()).indexOf(identity));
            int compared = 0;
            while (compared < COUNT) {
                MarketForm form = compared % 3 == 2 ? MarketForm.BINARY : MarketForm.SIMPLE;
                MarketCase query = MarketCase.generated(identity, queries.next());
                Heard expected = place.here().copy(identity).hear(query, form);
                if (expected.error().isPresent() || expected.rowCount() == 0) {
                    continue;
                }
                compared++;
                Heard heard = place.here().guarded(identity).hear(query, form);
                assertThat(place.canaries(identity).in(heard.bytes()))
                        .as(query.last())
                        .isEmpty();
                String difference = MarketIT.difference(expected.lines(true), heard.lines(true));
                outcomes.merge(identity.group() + (difference.isEmpty() ? ": equal" : ": different"), 1, Integer::sum);
                rows += expected.rowCount();
                if (!difference.isEmpty()) {
                    differences.add(identity.group() + ": " + query.last() + "\n  " + heard.error() + " " + difference);
                }
            }
        }
        System.out.printf(
                "masked equality on PostgreSQL %d, seed %d: %s of queries that have rows, %d rows compared%n",
                place.major(), SEED, outcomes, rows);

        assertThat(differences.stream().limit(REPORTED)).isEmpty();
    }
}
