package io.postern.deploy.e2e;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A random statement.
 *
 * @param steps sent one after the other
 * @param parameters of the last step
 * @param steady whether the rows do not depend on how the server finds them
 */
record FuzzStatement(Kind kind, List<String> steps, List<String> parameters, boolean steady) {

    /** What it is counted under. */
    enum Kind {
        SELECT,
        CHANGED_WORDS,
        INSERT,
        UPDATE,
        DELETE,
        MERGE,
        WITH_CHANGES,
        COPY,
        EXPLAIN,
        CURSOR,
        CATALOG,
        SETTING,
        ODD
    }

    FuzzStatement {
        steps = List.copyOf(steps);
        parameters = List.copyOf(parameters);
    }

    MarketCase sentAs(Market.Identity identity) {
        return new MarketCase(
                "fuzz",
                "fuzz",
                identity,
                MarketCase.Expectation.HARMLESS,
                steps,
                List.of(parameters),
                Set.of(),
                Optional.empty(),
                0);
    }

    String last() {
        return steps.get(steps.size() - 1);
    }

    @Override
    public String toString() {
        return kind + " " + String.join(" ;; ", steps) + (parameters.isEmpty() ? "" : " with " + parameters);
    }
}
