package io.postern.proxy.adapter.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs queries on one connection and makes values of their rows. Blocking. */
record Queries(Connection connection) {

    /** Makes something of the current row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Does something with the current row. */
    interface Each {
        void take(ResultSet row) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void each(String sql, Each each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }

    <T> List<T> list(String sql, Row<T> row) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, current -> found.add(row.of(current)));
        return found;
    }

    /** By the object id in the first column, in the order of the rows. */
    <T> Map<Long, List<T>> grouped(String sql, Row<T> row) throws SQLException {
        Map<Long, List<T>> found = new HashMap<>();
        each(
                sql,
                current -> found.computeIfAbsent(current.getLong(1), unused -> new ArrayList<>())
                        .add(row.of(current)));
        return found;
    }

    /** An array of object ids; empty where the column is null. */
    static List<Long> oids(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        List<Long> oids = new ArrayList<>();
        if (array != null) {
            for (Object oid : (Object[]) array.getArray()) {
                oids.add(((Number) oid).longValue());
            }
        }
        return oids;
    }
}
