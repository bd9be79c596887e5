package io.postern.audit.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Rows for several statements, sent together by {@link #execute}. Confined to one thread. */
final class Batches implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    Batches(Connection connection) {
        this.connection = connection;
    }

    Row on(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return new Row(statement);
    }

    void execute() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    /** The values of one row, in the order of the statement's parameters. */
    final class Row {

        private final PreparedStatement statement;
        private int at;

        private Row(PreparedStatement statement) {
            this.statement = statement;
        }

        Row text(@Nullable String text) throws SQLException {
            statement.setString(++at, text == null ? null : StoredText.of(text));
            return this;
        }

        Row texts(@Nullable List<String> texts) throws SQLException {
            if (texts == null) {
                statement.setNull(++at, Types.ARRAY);
            } else {
                statement.setArray(
                        ++at,
                        connection.createArrayOf(
                                "text", texts.stream().map(StoredText::of).toArray()));
            }
            return this;
        }

        Row number(long number) throws SQLException {
            statement.setLong(++at, number);
            return this;
        }

        Row flag(boolean flag) throws SQLException {
            statement.setBoolean(++at, flag);
            return this;
        }

        Row time(Instant time) throws SQLException {
            statement.setObject(++at, time.atOffset(ZoneOffset.UTC));
            return this;
        }

        void add() throws SQLException {
            statement.addBatch();
        }
    }
}
