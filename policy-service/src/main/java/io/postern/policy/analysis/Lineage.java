package io.postern.policy.analysis;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which stored columns the parts of a statement carry information of, through WITH queries, sub-queries and views.
 *
 * @param outputs of the result that the client gets, RETURNING included; empty where there is none
 * @param predicates of every WHERE, HAVING, ON, USING, NATURAL, FILTER, LIMIT and conflict clause
 * @param sortKeys of ORDER BY, DISTINCT and windows
 * @param groupKeys of GROUP BY and PARTITION BY
 * @param writes what each column that is written to gets its value from
 */
public record Lineage(
        List<OutputColumn> outputs,
        Set<ColumnOrigin> predicates,
        Set<ColumnOrigin> sortKeys,
        Set<ColumnOrigin> groupKeys,
        Map<ColumnOrigin, Set<ColumnOrigin>> writes) {

    public static final Lineage NONE = new Lineage(List.of(), Set.of(), Set.of(), Set.of(), Map.of());

    public Lineage {
        outputs = List.copyOf(outputs);
        predicates = Set.copyOf(predicates);
        sortKeys = Set.copyOf(sortKeys);
        groupKeys = Set.copyOf(groupKeys);
        writes = Map.copyOf(writes);
    }
}
