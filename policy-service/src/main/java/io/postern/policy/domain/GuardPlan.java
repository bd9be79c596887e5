package io.postern.policy.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** How one relation is guarded for one asker. */
final class GuardPlan {

    /** Conditions are not moved into a query that has an OFFSET. */
    private static final String BARRIER = " OFFSET 0";

    /**
     * A masked column.
     *
     * @param ids of the policy entries that ask for the mask
     */
    record Masked(Column column, Mask mask, String ids) {

        /**
         * The mask as SQL of the column's own type.
         *
         * @param reference SQL that names the column
         */
        String sql(String reference) {
            return MaskSql.of(mask, column, reference).orElseThrow();
        }
    }

    private final Relation relation;
    private final List<Masked> masks;
    private final List<RowFilter> filters;
    private final Optional<String> problem;
    private final String source;
    private final String onlySource;

    private GuardPlan(Relation relation, List<Masked> masks, List<RowFilter> filters, Optional<String> problem) {
        this.relation = relation;
        this.masks = List.copyOf(masks);
        this.filters = List.copyOf(filters);
        this.problem = problem;
        this.source = isGuarded() ? source("") : "";
        this.onlySource = isGuarded() ? source("ONLY ") : "";
    }

    /**
     * @param masks in catalog order, each with a mask that suits its column
     */
    static GuardPlan of(Relation relation, List<Masked> masks, List<RowFilter> filters) {
        return new GuardPlan(relation, masks, filters, Optional.empty());
    }

    static GuardPlan none(Relation relation) {
        return of(relation, List.of(), List.of());
    }

    static GuardPlan broken(Relation relation, String problem) {
        return new GuardPlan(relation, List.of(), List.of(), Optional.of(problem));
    }

    Relation relation() {
        return relation;
    }

    boolean isGuarded() {
        return problem.isPresent() || !masks.isEmpty() || !filters.isEmpty();
    }

    boolean isFiltered() {
        return !filters.isEmpty();
    }

    /** Why the relation cannot be guarded as the policy asks, and so must not be used. */
    Optional<String> problem() {
        return problem;
    }

    /** In catalog order. */
    List<Masked> masks() {
        return masks;
    }

    Optional<Masked> mask(Column column) {
        return masks.stream()
                .filter(masked -> masked.column().number() == column.number())
                .findFirst();
    }

    /** Whether a filter looks at this column. */
    boolean filtersBy(String columnName) {
        return filters.stream().anyMatch(filter -> filter.columnNames().contains(columnName));
    }

    /** Types outside pg_catalog that its SQL may convert to. */
    Set<Long> types() {
        Set<Long> types = new LinkedHashSet<>();
        filters.forEach(filter -> types.addAll(filter.types()));
        masks.forEach(masked -> types.add(masked.column().typeOid()));
        return types;
    }

    /** The only query by which its rows may be read: all columns in order, those masked through their masks. */
    ProofTerms.GuardedSource source(boolean only, FilterTime time) {
        String sql = only ? onlySource : source;
        boolean apart = isFiltered() && time == FilterTime.FIRST;
        return new ProofTerms.GuardedSource(relation.oid(), apart ? sql + BARRIER : sql);
    }

    /**
     * What holds for the rows that are left; present exactly where the relation is filtered.
     *
     * @param qualifier SQL before a column's name
     */
    Optional<String> condition(String qualifier) {
        if (filters.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(filters.stream()
                .map(filter -> filter.sql(column -> qualifier + Identifiers.quoted(column.name())))
                .sorted()
                .distinct()
                .collect(Collectors.joining(") AND (", "(", ")")));
    }

    private String source(String only) {
        String columns = relation.columns().stream()
                .map(column -> {
                    String name = Identifiers.quoted(column.name());
                    return mask(column)
                            .map(masked -> masked.sql(name) + " AS " + name)
                            .orElse(name);
                })
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + only + Identifiers.quoted(relation.name())
                + condition("").map(where -> " WHERE " + where).orElse("");
    }
}
