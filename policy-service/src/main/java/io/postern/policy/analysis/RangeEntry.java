package io.postern.policy.analysis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Something in FROM, or a target: a name and columns in order.
 *
 * @see Scope
 */
final class RangeEntry {

    /** What an entry is, as far as names go. */
    enum Kind {
        /** A stored relation or view outside the system schemas; has a {@link #use}. */
        RELATION,
        SYSTEM_TABLE,
        SYSTEM_VIEW,
        /** A sub-query, WITH query, function, join. */
        DERIVED
    }

    /**
     * @param schema by which it can be qualified; empty where it cannot
     * @param open whether it may have columns that are not known
     */
    record Traits(Kind kind, Optional<String> schema, boolean open) {

        static final Traits DERIVED = new Traits(Kind.DERIVED, Optional.empty(), false);
        static final Traits OPEN = new Traits(Kind.DERIVED, Optional.empty(), true);
    }

    private final String name;
    private final List<RangeColumn> columns;
    private final Traits traits;
    private final Optional<UseInProgress> use;
    private final int row;
    private final Set<String> ambiguous = new HashSet<>();
    private @Nullable Map<String, RangeColumn> byName;

    /** @param row lineage of the whole row */
    RangeEntry(String name, List<RangeColumn> columns, Traits traits, Optional<UseInProgress> use, int row) {
        this.name = name;
        this.columns = columns;
        this.traits = traits;
        this.use = use;
        this.row = row;
    }

    /** By which columns are qualified; empty where there is none. */
    String name() {
        return name;
    }

    List<RangeColumn> columns() {
        return columns;
    }

    Traits traits() {
        return traits;
    }

    Optional<UseInProgress> use() {
        return use;
    }

    int row() {
        return row;
    }

    boolean is(Kind kind) {
        return traits.kind() == kind;
    }

    Optional<RangeColumn> column(String wanted) {
        return Optional.ofNullable(index().get(wanted));
    }

    /** Whether several columns have this name. */
    boolean isAmbiguous(String wanted) {
        index();
        return ambiguous.contains(wanted);
    }

    private Map<String, RangeColumn> index() {
        Map<String, RangeColumn> index = byName;
        if (index == null) {
            index = new HashMap<>();
            for (RangeColumn column : columns) {
                if (index.putIfAbsent(column.name(), column) != null) {
                    ambiguous.add(column.name());
                }
            }
            byName = index;
        }
        return index;
    }
}
