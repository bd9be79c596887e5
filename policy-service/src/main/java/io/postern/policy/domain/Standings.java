package io.postern.policy.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.policy.analysis.Analyser;
import io.postern.policy.analysis.AnalysisContext;
import io.postern.policy.catalog.Catalog;

/** Remembers where askers stand, for the latest policy. Thread-safe. */
final class Standings {

    /** Askers with the same groups stand alike, so there are few; but groups and search paths are the askers' to choose. */
    private static final int MOST = 256;

    private final Analyser analyser;
    private Optional<Policy> policy = Optional.empty();
    private final Map<Place, Standing> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Standing> eldest) {
            return size() > MOST;
        }
    };

    /** A catalog is equal only to itself. */
    private record Place(Catalog catalog, String database, Set<String> groups, List<String> searchPath) {}

    Standings(Analyser analyser) {
        this.analyser = analyser;
    }

    Standing of(Policy current, Catalog catalog, DecisionQuestion question) {
        Place place = new Place(catalog, question.database(), question.asker().groups(), question.searchPath());
        synchronized (known) {
            if (policy.filter(latest -> isSame(latest, current)).isEmpty()) {
                known.clear();
                policy = Optional.of(current);
            }
            Standing standing = known.get(place);
            if (standing != null) {
                return standing;
            }
        }
        Standing standing = new Standing(
                current.provisions().of(question.asker(), question.database()),
                new AnalysisContext(catalog, question.searchPath()),
                analyser);
        synchronized (known) {
            if (policy.filter(latest -> isSame(latest, current)).isPresent()) {
                known.put(place, standing);
            }
        }
        return standing;
    }

    /** Versions of policies made by hand may be equal where the policies are not. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Policy one, Policy other) {
        return one == other;
    }
}
