package io.postern.policy.analysis;

import java.util.Set;

import io.postern.policy.catalog.RelationKind;

/** Columns that every stored relation has besides its own: manual, section 5.6. */
final class SystemColumns {

    static final Set<String> NAMES = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    private SystemColumns() {}

    static boolean isOne(RangeEntry entry, String name) {
        if (!NAMES.contains(name)) {
            return false;
        }
        return switch (entry.traits().kind()) {
            case RELATION -> entry.use().orElseThrow().relation().kind() != RelationKind.VIEW;
            case SYSTEM_TABLE -> true;
            case SYSTEM_VIEW, DERIVED -> false;
        };
    }
}
