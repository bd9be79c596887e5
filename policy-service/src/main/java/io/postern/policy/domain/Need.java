package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.policy.catalog.Relation;
import io.postern.policy.sql.Operation;
import io.postern.policy.sql.RelationUse;
import io.postern.policy.sql.StatementFacts;
import io.postern.policy.sql.StatementKind;

/**
 * One thing that a statement needs a rule for.
 *
 * @param relation empty for what touches none, or only readable system catalogs
 * @param rows whether an UPDATE or DELETE is limited to some rows
 */
record Need(StatementKind action, Optional<Relation> relation, Operation.Filter rows) {

    static List<Need> of(StatementFacts facts) {
        List<Need> needs = new ArrayList<>();
        boolean selects = false;
        for (Operation operation : facts.operations()) {
            if (operation.target().isPresent()) {
                addChange(needs, operation, operation.target().get().relation());
            } else {
                selects = true;
            }
        }
        for (RelationUse use : facts.reads()) {
            needs.add(some(StatementKind.SELECT, Optional.of(use.relation())));
        }
        if (selects && facts.reads().isEmpty()) {
            needs.add(some(StatementKind.SELECT, Optional.empty()));
        }
        if (facts.kind() != StatementKind.SELECT
                && !facts.kind().changesRows()
                && facts.kind() != StatementKind.EMPTY) {
            needs.add(some(facts.kind(), Optional.empty()));
        }
        return needs.stream().distinct().toList();
    }

    private static void addChange(List<Need> needs, Operation operation, Relation target) {
        Operation.Change change = operation.details().orElseThrow();
        needs.add(new Need(operation.kind(), Optional.of(target), change.filter()));
        if (change.updatesOnConflict()) {
            needs.add(some(StatementKind.UPDATE, Optional.of(target)));
        }
        if (change.readsTarget()) {
            needs.add(some(StatementKind.SELECT, Optional.of(target)));
        }
    }

    private static Need some(StatementKind action, Optional<Relation> relation) {
        return new Need(action, relation, Operation.Filter.SOME_ROWS);
    }

    /** For people: {@code UPDATE on public.orders}. */
    String describe() {
        return relation.map(table -> action + " on " + table.name()).orElse(action.name());
    }
}
