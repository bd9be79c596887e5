package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in FROM.
 *
 * @param columns each as it can be written in the same query
 * @param rows aliases that stand for whole rows
 */
record FuzzSource(String sql, List<FuzzColumn> columns, List<String> rows) {

    FuzzSource {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static FuzzSource of(String sql, String alias, List<FuzzColumn> columns) {
        return new FuzzSource(
                sql,
                columns.stream()
                        .map(column -> new FuzzColumn(alias + "." + column.sql(), column.type()))
                        .toList(),
                List.of(alias));
    }

    /** Both side by side. */
    FuzzSource with(FuzzSource other, String joined) {
        return new FuzzSource(joined, both(columns, other.columns), both(rows, other.rows));
    }

    /** What can be named within, and outside of it too. */
    FuzzSource within(FuzzSource outer) {
        return new FuzzSource(sql, both(columns, outer.columns), both(rows, outer.rows));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
