package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Utility;
import io.postern.policy.analysis.Operation;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.Relation;

/**
 * One thing that a statement needs the rules to let pass.
 *
 * @param relation empty for what touches none, or only readable system catalogs
 * @param rows whether an UPDATE or DELETE is limited to some rows
 */
record Need(StatementKind action, Optional<Relation> relation, Operation.Filter rows, Grounds grounds) {

    /** What opens the way. */
    enum Grounds {
        /** A rule that allows it. */
        RULE,
        /** Something else that a rule allows, such as the view that it is behind: it must only not be denied, and waits if told to. */
        NOT_DENIED
    }

    static Need of(StatementKind action, Relation relation) {
        return new Need(action, Optional.of(relation), Operation.Filter.SOME_ROWS, Grounds.RULE);
    }

    static Need of(StatementKind action) {
        return new Need(action, Optional.empty(), Operation.Filter.SOME_ROWS, Grounds.RULE);
    }

    static Need behind(StatementKind action, Relation relation) {
        return new Need(action, Optional.of(relation), Operation.Filter.SOME_ROWS, Grounds.NOT_DENIED);
    }

    static List<Need> of(StatementAnalysis analysis, Views views) {
        List<Need> needs = new ArrayList<>();
        boolean selects = false;
        for (Operation operation : analysis.operations()) {
            if (operation.change().isPresent()) {
                addChange(needs, operation.kind(), operation.change().get(), views);
            } else {
                selects = true;
            }
        }
        Optional<Utility> utility =
                analysis.statement().filter(Utility.class::isInstance).map(Utility.class::cast);
        boolean reads = addReads(needs, analysis, utility, views);
        if (selects && !reads) {
            needs.add(of(StatementKind.SELECT));
        }
        addOwn(needs, analysis, utility, views);
        return needs.stream().distinct().toList();
    }

    private static void addChange(List<Need> needs, StatementKind kind, Operation.Change change, Views views) {
        Relation target = change.target().relation();
        needs.add(new Need(kind, Optional.of(target), change.filter(), Grounds.RULE));
        List<Relation> behind = views.behind(change.target()).relations();
        behind.forEach(
                relation -> needs.add(new Need(kind, Optional.of(relation), change.filter(), Grounds.NOT_DENIED)));
        if (change.updatesOnConflict()) {
            needs.add(of(StatementKind.UPDATE, target));
            behind.forEach(relation -> needs.add(behind(StatementKind.UPDATE, relation)));
        }
        if (change.readsTarget()) {
            addRead(needs, change.target(), views);
        }
    }

    private static void addRead(List<Need> needs, RelationUse use, Views views) {
        needs.add(of(StatementKind.SELECT, use.relation()));
        views.behind(use).relations().forEach(relation -> needs.add(behind(StatementKind.SELECT, relation)));
    }

    private static boolean addReads(
            List<Need> needs, StatementAnalysis analysis, Optional<Utility> utility, Views views) {
        if (utility.filter(Utility.OnTables.class::isInstance).isPresent()) {
            return false;
        }
        boolean reads = false;
        for (RelationUse use : analysis.relations()) {
            if (!use.has(RelationUse.Trait.TARGET)) {
                addRead(needs, use, views);
                reads = true;
            }
        }
        return reads;
    }

    /** What the kind of the statement itself needs. */
    private static void addOwn(List<Need> needs, StatementAnalysis analysis, Optional<Utility> utility, Views views) {
        StatementKind kind = analysis.kind();
        if (kind == StatementKind.MERGE) {
            analysis.relations().stream()
                    .filter(use -> use.has(RelationUse.Trait.TARGET))
                    .forEach(use -> needs.add(behind(kind, use.relation())));
        }
        if (kind == StatementKind.SELECT || kind.changesRows() || kind == StatementKind.EMPTY) {
            return;
        }
        boolean perTable = kind == StatementKind.COPY
                || utility.filter(Utility.OnTables.class::isInstance).isPresent();
        if (!perTable || analysis.relations().isEmpty()) {
            needs.add(of(kind));
            return;
        }
        for (RelationUse use : analysis.relations()) {
            needs.add(of(kind, use.relation()));
            views.behind(use).relations().forEach(relation -> needs.add(behind(kind, relation)));
        }
        utility.filter(Utility.Copy.class::isInstance)
                .map(Utility.Copy.class::cast)
                .filter(copy -> copy.from() && copy.table().isPresent())
                .ifPresent(copy ->
                        analysis.relations().forEach(use -> needs.add(of(StatementKind.INSERT, use.relation()))));
    }

    /** For people: {@code UPDATE on public.orders}. */
    String describe() {
        return relation.map(table -> action + " on " + table.name()).orElse(action.name());
    }
}
