package io.postern.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.postern.testkit.PostgresFixture;

/** Looks into one store database from outside of the service. */
public record StoreContents(PostgresFixture postgres, String database) {

    public long number(String sql, Object... values) {
        List<String> rows = rows(sql, values);
        return Long.parseLong(rows.get(0));
    }

    /** The first column of each row. */
    public List<String> rows(String sql, Object... values) {
        try (Connection connection = postgres.connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(String.valueOf(found.getString(1)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public long events() {
        return number("SELECT count(*) FROM postern_audit.events");
    }

    public long factsCounted() {
        return number("SELECT coalesce(sum(facts), 0) FROM postern_audit.sessions");
    }

    public long statementsCounted() {
        return number("SELECT coalesce(sum(statements), 0) FROM postern_audit.sessions");
    }
}
