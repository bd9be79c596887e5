package io.postern.proxy.proof;

import java.util.Set;

/** Kinds of entries in a query's list of relations, as PostgreSQL numbers them. */
final class RangeKind {

    static final long RELATION = 0;
    static final long SUBQUERY = 1;

    /** Joins, functions, XMLTABLE and JSON_TABLE, VALUES, WITH queries, no rows at all, and what a query groups by. */
    private static final Set<Long> OTHERS = Set.of(2L, 3L, 4L, 5L, 6L, 8L, 9L);

    private RangeKind() {}

    static boolean isKnown(long kind) {
        return kind == RELATION || kind == SUBQUERY || OTHERS.contains(kind);
    }
}
