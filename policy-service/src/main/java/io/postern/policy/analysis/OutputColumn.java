package io.postern.policy.analysis;

import java.util.Set;

/**
 * A column of a result.
 *
 * @param origins what its value can carry information of, conditions that select it (CASE) included, those that select rows not
 */
public record OutputColumn(String name, Set<ColumnOrigin> origins) {

    public OutputColumn {
        origins = Set.copyOf(origins);
    }
}
