package io.postern.policy.analysis;

import java.util.Optional;
import java.util.Set;

import io.postern.policy.catalog.RelationKind;

/** Columns that every stored relation has besides its own: manual, section 5.6. */
final class SystemColumns {

    private static final Set<String> NAMES = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    private SystemColumns() {}

    static boolean isOne(RangeEntry entry, String name) {
        if (!NAMES.contains(name)) {
            return false;
        }
        Optional<UseInProgress> use = entry.use();
        return use.isEmpty() || use.get().relation().kind() != RelationKind.VIEW;
    }
}
