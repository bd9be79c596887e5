package io.postern.proxy.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;

/**
 * What a decision says of one query.
 *
 * @param references of guarded relations, the analysed queries that alone may read them
 * @param masked of guarded relations, the columns that are masked; 0 where rows are filtered
 */
record Expected(ProofTerms.Query query, Map<Long, Reference> references, Map<Long, Set<Integer>> masked) {

    Expected {
        references = Map.copyOf(references);
        masked = Map.copyOf(masked);
    }

    static Map<Long, Set<Integer>> masked(Iterable<MaskedColumn> columns) {
        Map<Long, Set<Integer>> masked = new HashMap<>();
        for (MaskedColumn column : columns) {
            masked.computeIfAbsent(column.relationOid(), oid -> new HashSet<>()).add(column.columnNumber());
        }
        return masked;
    }

    boolean isGuarded(long relation) {
        return references.containsKey(relation) || masked.containsKey(relation);
    }

    @Nullable
    Reference reference(long relation) {
        return references.get(relation);
    }

    /** Whether not all rows of the relation may be seen. */
    boolean isFiltered(long relation) {
        return masked.getOrDefault(relation, Set.of()).contains(0);
    }

    /** Whether a column of a relation that is changed may appear as it is stored. */
    boolean mayAppearRaw(long relation, long column) {
        Set<Integer> columns = masked.getOrDefault(relation, Set.of());
        if (column <= 0) {
            return columns.stream().noneMatch(masked -> masked > 0);
        }
        Reference reference = references.get(relation);
        return !columns.contains((int) column) && (reference == null || reference.passes(column));
    }
}
