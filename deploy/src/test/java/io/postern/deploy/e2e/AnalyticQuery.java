package io.postern.deploy.e2e;

import java.util.List;
import java.util.Set;

/**
 * A generated query.
 *
 * @param number which of its seed's
 * @param ordered whether it says in which order all of its rows come
 * @param constructs that it is made of
 */
record AnalyticQuery(int number, String sql, List<String> parameters, boolean ordered, Set<String> constructs) {

    private static final long NUMBERS = 1_000_003;

    AnalyticQuery {
        parameters = List.copyOf(parameters);
        constructs = Set.copyOf(constructs);
    }

    /** Equal arguments give equal queries. */
    static AnalyticQuery of(long seed, int number) {
        AnalyticDraft draft = new AnalyticDraft(seed * NUMBERS + number);
        AnalyticShapes.Shaped shaped = new AnalyticShapes(draft).any();
        return new AnalyticQuery(number, shaped.sql(), draft.parameters(), shaped.ordered(), draft.constructs());
    }
}
