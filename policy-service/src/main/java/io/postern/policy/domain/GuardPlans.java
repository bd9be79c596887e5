package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.postern.policy.analysis.Analyser;
import io.postern.policy.analysis.AnalysisContext;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;

/**
 * How every relation is guarded for one asker. Relations that share rows by inheritance or partitioning share their guards, by column
 * name, in both directions. Thread-safe.
 */
final class GuardPlans {

    private static final int WHOLE_ROW = 0;
    private static final String FILTERED = "rows";

    private final Provisions provisions;
    private final Catalog catalog;
    private final List<String> searchPath;
    private final Analyser analyser;
    private final Map<Relation, Set<Relation>> families = new LinkedHashMap<>();
    private final Map<Relation, GuardPlan> plans = new ConcurrentHashMap<>();
    private final List<Decision.MaskedColumn> guardedColumns;

    /**
     * @param provisions what is about the asker
     * @param context that the filters are understood in
     */
    GuardPlans(Provisions provisions, AnalysisContext context, Analyser analyser) {
        this.provisions = provisions;
        this.catalog = context.catalog();
        this.searchPath = context.searchPath();
        this.analyser = analyser;
        Set<Relation> named = new LinkedHashSet<>();
        provisions.masks().stream()
                .flatMap(mask -> mask.columns().stream())
                .forEach(column -> catalog.relation(column.table()).ifPresent(named::add));
        provisions.rows().forEach(row -> catalog.relation(row.table()).ifPresent(named::add));
        for (Relation relation : named) {
            Set<Relation> family = catalog.family(relation);
            family.forEach(member -> families.putIfAbsent(member, family));
        }
        this.guardedColumns = families.keySet().stream()
                .flatMap(relation -> Stream.concat(
                        rows(relation), plan(relation).masks().stream().map(masked -> masked(relation, masked))))
                .sorted(Comparator.comparing((Decision.MaskedColumn column) ->
                                column.name().table().toString())
                        .thenComparingInt(Decision.MaskedColumn::columnNumber))
                .toList();
    }

    /** The row as a whole, where not all rows may be seen. */
    private Stream<Decision.MaskedColumn> rows(Relation relation) {
        return plan(relation).isFiltered()
                ? Stream.of(new Decision.MaskedColumn(
                        relation.oid(), WHOLE_ROW, new ColumnName(relation.name(), "*"), FILTERED))
                : Stream.empty();
    }

    static Decision.MaskedColumn masked(Relation relation, GuardPlan.Masked masked) {
        return new Decision.MaskedColumn(
                relation.oid(),
                masked.column().number(),
                new ColumnName(relation.name(), masked.column().name()),
                masked.ids());
    }

    /** Every column that has a mask for the asker, and of filtered relations column 0, the row as a whole. */
    List<Decision.MaskedColumn> guardedColumns() {
        return guardedColumns;
    }

    boolean guardsNothing() {
        return families.isEmpty();
    }

    GuardPlan plan(Relation relation) {
        Set<Relation> family = families.get(relation);
        return family == null ? GuardPlan.none(relation) : plans.computeIfAbsent(relation, key -> plan(key, family));
    }

    /** Those that share rows with it, itself included. */
    Set<Relation> family(Relation relation) {
        return catalog.family(relation);
    }

    private record Asked(Mask mask, TreeSet<String> ids) {

        Asked and(MaskRule rule) {
            ids.add(rule.id());
            return new Asked(mask.strictest(rule.mask()), ids);
        }
    }

    private GuardPlan plan(Relation relation, Set<Relation> family) {
        if (relation.kind() == RelationKind.VIEW) {
            return GuardPlan.broken(
                    relation,
                    "View " + relation.name()
                            + " has masks or row filters of its own, which belong to the tables beneath;"
                            + " an administrator has to correct it.");
        }
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Relation member : family) {
            for (MaskRule rule : provisions.masks()) {
                for (ColumnName masked : rule.columns()) {
                    if (!masked.table().equals(member.name())) {
                        continue;
                    }
                    if (member.column(masked.column()).isEmpty()) {
                        return GuardPlan.broken(
                                relation,
                                "Table " + relation.name()
                                        + " has changed since its masks were written; an administrator has to review them.");
                    }
                    Asked before = asked.getOrDefault(masked.column(), new Asked(rule.mask(), new TreeSet<>()));
                    asked.put(masked.column(), before.and(rule));
                }
            }
        }
        List<GuardPlan.Masked> masks = new ArrayList<>();
        for (Column column : relation.columns()) {
            Asked wanted = asked.get(column.name());
            if (wanted == null) {
                continue;
            }
            if (MaskSql.of(wanted.mask(), column, "").isEmpty()) {
                return GuardPlan.broken(
                        relation,
                        "Column " + relation.name() + "." + column.name()
                                + " has a mask that does not suit its type; an administrator has to correct it.");
            }
            masks.add(new GuardPlan.Masked(column, wanted.mask(), String.join("+", wanted.ids())));
        }
        return filters(relation, family)
                .map(filters -> GuardPlan.of(relation, masks, filters))
                .orElseGet(() -> GuardPlan.broken(
                        relation,
                        "Table " + relation.name()
                                + " has a row filter that cannot be applied; an administrator has to correct it."));
    }

    private Optional<List<RowFilter>> filters(Relation relation, Set<Relation> family) {
        List<RowFilter> filters = new ArrayList<>();
        for (Relation member : family) {
            for (RowRule rule : provisions.rows()) {
                if (rule.table().equals(member.name())) {
                    Optional<RowFilter> filter =
                            RowFilter.of(rule.where(), relation, analyser, new AnalysisContext(catalog, searchPath));
                    if (filter.isEmpty()) {
                        return Optional.empty();
                    }
                    filters.add(filter.get());
                }
            }
        }
        return Optional.of(filters);
    }
}
