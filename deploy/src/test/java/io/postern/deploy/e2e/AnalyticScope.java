package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands in a FROM clause.
 *
 * @param columns that expressions may name
 * @param rows aliases whose whole rows may be named
 * @param key expressions by whose values rows of the same order are the same rows
 */
record AnalyticScope(String from, List<Column> columns, List<String> rows, List<String> key) {

    /** What can be done with a column. */
    enum Kind {
        INTEGER,
        /** One that others refer to, or that refers to others. */
        ID,
        TEXT,
        NUMERIC,
        /** May be infinite. */
        DATE,
        /** Finite. */
        DAY,
        INSTANT,
        JSON,
        TEXTS,
        STANDING,
        BOOLEAN
    }

    /** @param sql as it is named where it can be seen */
    record Column(String sql, Kind kind) {}

    AnalyticScope {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        key = List.copyOf(key);
    }

    List<String> of(Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return columns.stream()
                .filter(column -> wanted.contains(column.kind()))
                .map(Column::sql)
                .toList();
    }

    /** Seen from within: what is beneath, and what is around. */
    AnalyticScope within(AnalyticScope outer) {
        return new AnalyticScope(from, joined(columns, outer.columns), joined(rows, outer.rows), key);
    }

    AnalyticScope and(String joinedFrom, AnalyticScope other) {
        return new AnalyticScope(
                joinedFrom, joined(columns, other.columns), joined(rows, other.rows), joined(key, other.key));
    }

    AnalyticScope with(Column merged) {
        return new AnalyticScope(from, joined(columns, List.of(merged)), rows, key);
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * A relation of the market.
     *
     * @param key columns that no two rows share all of
     */
    record Relation(String name, List<Column> columns, List<String> key) {

        /** @param columns names with the initials of their kinds, as in {@code id:ID name:TEXT}; those of the key have a star */
        static Relation of(String name, String columns) {
            List<Column> parsed = new ArrayList<>();
            List<String> key = new ArrayList<>();
            for (String column : columns.split(" ", -1)) {
                String[] parts = column.replace("*", "").split(":", -1);
                parsed.add(new Column(parts[0], Kind.valueOf(parts[1])));
                if (column.endsWith("*")) {
                    key.add(parts[0]);
                }
            }
            return new Relation(name, parsed, key);
        }

        AnalyticScope as(String from, String alias) {
            return new AnalyticScope(
                    from,
                    columns.stream()
                            .map(column -> new Column(alias + "." + column.sql(), column.kind()))
                            .toList(),
                    List.of(alias),
                    key.stream().map(column -> alias + "." + column).toList());
        }

        /** The first columns have other names. */
        Relation renamed(List<String> others) {
            List<Column> columnsThen = new ArrayList<>(columns);
            List<String> keyThen = new ArrayList<>(key);
            for (int i = 0; i < others.size(); i++) {
                Column column = columns.get(i);
                columnsThen.set(i, new Column(others.get(i), column.kind()));
                String other = others.get(i);
                keyThen.replaceAll(name -> name.equals(column.sql()) ? other : name);
            }
            return new Relation(name, columnsThen, keyThen);
        }
    }
}
