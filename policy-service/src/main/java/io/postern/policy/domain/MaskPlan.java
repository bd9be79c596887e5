package io.postern.policy.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/**
 * The masks of one relation for one asker. Tables that share rows by inheritance or partitioning share their masks, by column name, in
 * both directions.
 *
 * @param columns masked columns with their masks as SQL, in catalog order
 * @param problem why the relation cannot be masked as the policy asks, and so must not be used
 */
record MaskPlan(Map<Column, Applied> columns, Optional<String> problem) {

    /** The SQL of a mask and the ids of the policy entries that ask for it. */
    record Applied(String sql, String ids) {}

    private record Asked(Mask mask, TreeSet<String> ids) {

        Asked and(MaskRule rule) {
            ids.add(rule.id());
            return new Asked(mask.strictest(rule.mask()), ids);
        }
    }

    static MaskPlan of(Relation relation, Catalog catalog, List<MaskRule> rules) {
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (Relation member : catalog.family(relation)) {
            for (MaskRule rule : rules) {
                for (ColumnName masked : rule.columns()) {
                    if (!masked.table().equals(member.name())) {
                        continue;
                    }
                    if (member.column(masked.column()).isEmpty()) {
                        return broken("Table " + relation.name()
                                + " has changed since its masks were written; an administrator has to review them.");
                    }
                    Asked before = asked.getOrDefault(masked.column(), new Asked(rule.mask(), new TreeSet<>()));
                    asked.put(masked.column(), before.and(rule));
                }
            }
        }
        return inCatalogOrder(relation, asked);
    }

    private static MaskPlan inCatalogOrder(Relation relation, Map<String, Asked> asked) {
        Map<Column, Applied> columns = new LinkedHashMap<>();
        for (Column column : relation.columns()) {
            Asked wanted = asked.get(column.name());
            if (wanted == null) {
                continue;
            }
            Optional<String> sql = MaskSql.of(wanted.mask(), column);
            if (sql.isEmpty()) {
                return broken("Column " + relation.name() + "." + column.name()
                        + " has a mask that does not suit its type; an administrator has to correct it.");
            }
            columns.put(column, new Applied(sql.get(), String.join("+", wanted.ids())));
        }
        return new MaskPlan(columns, Optional.empty());
    }

    private static MaskPlan broken(String problem) {
        return new MaskPlan(Map.of(), Optional.of(problem));
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    boolean masks(String columnName) {
        return columns.keySet().stream().anyMatch(column -> column.name().equals(columnName));
    }
}
