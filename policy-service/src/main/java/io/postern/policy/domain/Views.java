package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;

/** What is behind views, worked out once for each. Thread-safe. */
final class Views {

    /**
     * Everything behind one view, at whatever depth.
     *
     * @param uses one for each relation
     * @param objects outside pg_catalog that it may run or convert to
     * @param refusal why it cannot be used
     */
    record Behind(List<RelationUse> uses, StatementAnalysis.UserObjects objects, Optional<String> refusal) {

        static final Behind NOTHING = new Behind(List.of(), StatementAnalysis.UserObjects.NONE, Optional.empty());

        Behind {
            uses = List.copyOf(uses);
        }

        List<Relation> relations() {
            return uses.stream().map(RelationUse::relation).toList();
        }
    }

    private final Map<Relation, Behind> known = new ConcurrentHashMap<>();

    Behind behind(RelationUse use) {
        if (use.view().isEmpty()) {
            return Behind.NOTHING;
        }
        Behind behind = known.get(use.relation());
        if (behind == null) {
            behind = of(use.view().get().analysis());
            known.put(use.relation(), behind);
        }
        return behind;
    }

    /** Everything that a statement names, and what is behind that. */
    private Behind of(StatementAnalysis analysis) {
        Map<Relation, RelationUse> uses = new LinkedHashMap<>();
        for (RelationUse use : analysis.relations()) {
            uses.putIfAbsent(use.relation(), use);
            behind(use).uses().forEach(inner -> uses.putIfAbsent(inner.relation(), inner));
        }
        return new Behind(
                new ArrayList<>(uses.values()),
                objects(analysis),
                analysis.refusal().or(() -> unfit(analysis)));
    }

    /** What the statement and the views in it run and convert to. */
    StatementAnalysis.UserObjects objects(StatementAnalysis analysis) {
        Set<Long> functions = new HashSet<>(analysis.userObjects().functionOids());
        Set<Long> types = new HashSet<>(analysis.userObjects().typeOids());
        for (RelationUse use : analysis.relations()) {
            StatementAnalysis.UserObjects behind = behind(use).objects();
            functions.addAll(behind.functionOids());
            types.addAll(behind.typeOids());
        }
        return new StatementAnalysis.UserObjects(functions, types);
    }

    /** A relation that cannot be used like a table, if one is named. */
    Optional<String> unfit(StatementAnalysis analysis) {
        return analysis.relations().stream().flatMap(use -> unfit(use).stream()).findFirst();
    }

    private Optional<String> unfit(RelationUse use) {
        String name = use.relation().name().toString();
        return switch (use.relation().kind()) {
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE, MATERIALIZED_VIEW, VIEW -> {
                boolean unknown =
                        use.relation().kind() == RelationKind.VIEW && use.view().isEmpty();
                yield unknown
                        ? Optional.of("View " + name + " cannot be read: its definition is not known.")
                        : behind(use).refusal().map(why -> "View " + name + " cannot be read here: " + why);
            }
            case SEQUENCE, COMPOSITE_TYPE, OTHER -> Optional.of("Relation " + name + " cannot be used like a table.");
        };
    }
}
