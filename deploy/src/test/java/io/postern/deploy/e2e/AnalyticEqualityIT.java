package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.postern.pgwire.ErrorResponse;

/**
 * Generated analytic queries answer through the gate what they answer in a copy of the market that was masked and filtered by
 * hand: rows, names, types and type modifiers of columns, as text and in binary.
 *
 * <p>{@code -Dpostern.seed=7} begins elsewhere, {@code -Dpostern.queries=2000} goes on for longer, {@code -Dpostern.majors=15,18}
 * takes other servers. What PostgreSQL refuses itself does not count.
 */
@ClassTemplate
@ExtendWith(EachMajor.class)
@EachMajor.OnUsualMajor
class AnalyticEqualityIT {

    private static final long SEED = Long.getLong("postern.seed", 20261120);
    private static final int QUERIES = Integer.getInteger("postern.queries", 250);
    private static final int SHOWN_DIFFERENCES = 40;
    private static final List<MarketForm> EXTENDED =
            List.of(MarketForm.UNNAMED, MarketForm.NAMED, MarketForm.PIPELINED, MarketForm.PREPARED, MarketForm.CURSOR);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private static final List<Market.Identity> IDENTITIES = List.of(Market.Identity.values());

    private final List<String> differences = new ArrayList<>();

    @Test
    void queriesAnswerWhatTheyAnswerInAMaskedCopy(MarketPlace place) throws IOException {
        Set<String> distinct = new HashSet<>();
        int refusedByServer = 0;
        long rows = 0;
        for (int number = 0; distinct.size() < QUERIES; number++) {
            AnalyticQuery query = AnalyticQuery.of(SEED, number);
            Market.Identity identity = IDENTITIES.get(number % IDENTITIES.size());
            Heard expected = place.here().copy(identity).hear(sent(query, identity), MarketForm.UNNAMED);
            if (expected.error().isPresent()) {
                refusedByServer++;
                errors.merge(
                        expected.error().get().sqlState() + " "
                                + expected.error().get().message(),
                        1,
                        Integer::sum);
            } else if (distinct.add(query.sql())) {
                rows += expected.rowCount();
                counts.merge("as " + identity.group(), 1, Integer::sum);
                query.constructs().forEach(construct -> counts.merge(construct, 1, Integer::sum));
                compare(query, identity, place);
            }
        }
        print(place, refusedByServer, rows);
        assertThat(differences).isEmpty();
        assertThat(refusedByServer).isLessThan(QUERIES / 20);
    }

    private static MarketCase sent(AnalyticQuery query, Market.Identity identity) {
        return new MarketCase(
                "generated " + query.number(),
                "equality",
                identity,
                MarketCase.Expectation.EQUAL,
                List.of(query.sql()),
                List.of(query.parameters()),
                Set.of(),
                Optional.empty(),
                15);
    }

    private void compare(AnalyticQuery query, Market.Identity identity, MarketPlace place) throws IOException {
        for (MarketForm form : forms(query)) {
            counts.merge("form " + form, 1, Integer::sum);
            Heard expected = place.here().copy(identity).hear(sent(query, identity), form);
            Heard heard = place.here().guarded(identity).hear(sent(query, identity), form);
            String difference = MarketIT.difference(expected.lines(query.ordered()), heard.lines(query.ordered()));
            if (!difference.isEmpty()) {
                differences.add("query %d as %s, %s, %s%n%s%n%s%n%s"
                        .formatted(
                                query.number(),
                                identity,
                                form,
                                heard.error().map(ErrorResponse::message),
                                query.sql(),
                                query.parameters(),
                                difference));
                return;
            }
        }
    }

    private static List<MarketForm> forms(AnalyticQuery query) {
        List<MarketForm> forms = new ArrayList<>(List.of(MarketForm.BINARY));
        if (query.parameters().isEmpty()) {
            forms.add(MarketForm.SIMPLE);
            forms.add(EXTENDED.get(query.number() % EXTENDED.size()));
        } else {
            forms.add(EXTENDED.get(query.number() % 2));
        }
        return forms;
    }

    private void print(MarketPlace place, int refusedByServer, long rows) {
        System.out.printf(
                "masked equality on PostgreSQL %d: seed %d, %d distinct queries, %d rows, %d differ; %d more refused by PostgreSQL %s%n",
                place.major(), SEED, QUERIES, rows, differences.size(), refusedByServer, errors);
        counts.forEach((construct, count) -> System.out.printf("  %-26s %5d%n", construct, count));
        differences.stream().limit(SHOWN_DIFFERENCES).forEach(System.out::println);
    }
}
