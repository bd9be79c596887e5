package io.postern.deploy.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.DataRow;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;

/** One identity with one connection of each mode, made anew where an attempt ended it. Not thread-safe. */
final class Attacker implements AutoCloseable {

    /** How a text is sent. */
    enum Mode {
        /** pgjdbc, simple protocol. */
        SIMPLE,
        /** pgjdbc, extended protocol, results in binary format. */
        EXTENDED,
        /** All steps in one Query message. */
        WIRE
    }

    private static final int SECONDS = 10;
    private static final Bytes NOTHING = Bytes.of(new byte[0]);

    private final Gate gate;
    private final String subject;
    private final String group;
    private @Nullable Connection simple;
    private @Nullable Connection extended;
    private @Nullable RawClient wire;

    Attacker(Gate gate, String subject, String group) {
        this.gate = gate;
        this.subject = subject;
        this.group = group;
    }

    Attempt attempt(Mode mode, List<String> steps) throws SQLException, IOException {
        return mode == Mode.WIRE ? overWire(String.join(";\n", steps)) : overJdbc(mode, steps);
    }

    /** In a transaction that is rolled back, on a connection of the caller's made with {@link #properties}. */
    static Attempt unguarded(Connection connection, String recording, List<String> steps) throws SQLException {
        RecordingSockets.take(recording);
        Attempt attempt = new Attempt(Optional.empty(), List.of(), List.of(), false, NOTHING);
        for (String step : steps) {
            attempt = run(connection, step);
        }
        leaveTransaction(connection);
        return received(attempt, recording);
    }

    private Attempt overJdbc(Mode mode, List<String> steps) throws SQLException {
        Connection connection = jdbc(mode);
        String recording = subject + mode;
        RecordingSockets.take(recording);
        Attempt attempt = new Attempt(Optional.empty(), List.of(), List.of(), false, NOTHING);
        for (String step : steps) {
            attempt = run(connection, step);
        }
        attempt = received(attempt, recording);
        if (connection.isClosed()) {
            forget(mode);
        } else {
            leaveTransaction(connection);
        }
        return attempt;
    }

    private static Attempt received(Attempt attempt, String recording) {
        return new Attempt(
                attempt.failure(),
                attempt.columns(),
                attempt.rows(),
                attempt.parked(),
                Bytes.of(RecordingSockets.take(recording)));
    }

    private static void leaveTransaction(Connection connection) throws SQLException {
        if (connection.unwrap(PgConnection.class).getTransactionState() != org.postgresql.core.TransactionState.IDLE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static Attempt run(Connection connection, String sql) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            statement.setEscapeProcessing(false);
            if (!sql.contains(";")) {
                // Binary results. The driver asks for the columns of all statements before any runs: a cursor has none
                // then.
                statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            }
            boolean more = statement.execute(sql);
            while (more || statement.getUpdateCount() >= 0) {
                if (more) {
                    columns.clear();
                    rows.clear();
                    read(statement.getResultSet(), columns, rows);
                }
                more = statement.getMoreResults();
            }
            return new Attempt(Optional.empty(), columns, rows, false, NOTHING);
        } catch (PSQLException e) {
            ServerErrorMessage error = e.getServerErrorMessage();
            if (error == null) {
                throw e;
            }
            boolean parked = "57014".equals(error.getSQLState());
            return new Attempt(
                    Optional.of(new Attempt.Failure(
                            String.valueOf(error.getSQLState()),
                            String.valueOf(error.getMessage()),
                            error.getRoutine() != null)),
                    columns,
                    rows,
                    parked,
                    NOTHING);
        }
    }

    private static void read(ResultSet results, List<String> columns, List<List<String>> rows) throws SQLException {
        ResultSetMetaData names = results.getMetaData();
        for (int i = 1; i <= names.getColumnCount(); i++) {
            columns.add(names.getColumnLabel(i) + " " + names.getColumnTypeName(i) + "(" + names.getPrecision(i) + ","
                    + names.getScale(i) + ")");
        }
        while (results.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= names.getColumnCount(); i++) {
                row.add(String.valueOf(results.getString(i)));
            }
            rows.add(row);
        }
    }

    /** Values as text, of a query with parameters. */
    static List<List<String>> rows(PreparedStatement query, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            query.setObject(i + 1, parameters.get(i));
        }
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet results = query.executeQuery()) {
            read(results, new ArrayList<>(), rows);
        }
        return rows;
    }

    private Attempt overWire(String text) throws IOException {
        RawClient client = wire();
        client.send(new Query(SqlText.of(text)));
        Transcript transcript = new Transcript();
        TransactionStatus status = transcript.readAnswer(client);
        if (transcript.parked || status == null) {
            client.close();
            wire = null;
        } else if (status != TransactionStatus.IDLE) {
            client.send(new Query(SqlText.of("ROLLBACK")));
            client.readUntil(BackendType.READY_FOR_QUERY);
        }
        return transcript.attempt();
    }

    /** What came back, message by message. */
    static final class Transcript {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final List<List<String>> rows = new ArrayList<>();
        private Optional<Attempt.Failure> failure = Optional.empty();
        private boolean parked;

        /** Up to ReadyForQuery, to a notice of a parked statement, or to the end, and then null. */
        @Nullable
        TransactionStatus readAnswer(RawClient client) throws IOException {
            while (true) {
                BackendMessage message;
                try {
                    message = client.read();
                } catch (java.io.EOFException e) {
                    return null;
                }
                add(message);
                if (parked || message instanceof ReadyForQuery) {
                    return message instanceof ReadyForQuery ready ? ready.status() : null;
                }
            }
        }

        void add(BackendMessage message) throws IOException {
            ByteBuf buffer = Unpooled.buffer();
            message.encode(buffer);
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            received.write(bytes);
            if (message instanceof ErrorResponse error) {
                boolean server = error.fields().stream().anyMatch(field -> field.code() == 'R');
                failure = Optional.of(new Attempt.Failure(error.sqlState(), error.message(), server));
            } else if (message instanceof NoticeResponse notice) {
                parked |= notice.message().startsWith("parked, approval");
            } else if (message instanceof DataRow row) {
                List<String> values = new ArrayList<>();
                row.values().forEach(value -> values.add(String.valueOf(value)));
                rows.add(values);
            }
        }

        Attempt attempt() {
            return new Attempt(failure, List.of(), rows, parked, Bytes.of(received.toByteArray()));
        }
    }

    private Connection jdbc(Mode mode) throws SQLException {
        Connection known = mode == Mode.SIMPLE ? simple : extended;
        if (known != null) {
            return known;
        }
        PreferQueryMode queries = mode == Mode.SIMPLE ? PreferQueryMode.SIMPLE : PreferQueryMode.EXTENDED;
        Properties properties = properties(subject + mode, queries);
        properties.setProperty("user", subject);
        properties.setProperty("password", gate.issuer().token(subject, group));
        Connection made =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + gate.port() + "/shop", properties);
        if (mode == Mode.SIMPLE) {
            simple = made;
        } else {
            extended = made;
        }
        return made;
    }

    /** For a connection whose received bytes are kept under the name. */
    static Properties properties(String recording, PreferQueryMode mode) {
        Properties properties = new Properties();
        properties.setProperty("socketFactory", RecordingSockets.class.getName());
        properties.setProperty("socketFactoryArg", recording);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("preferQueryMode", mode.value());

        properties.setProperty("socketTimeout", "30");
        return properties;
    }

    private RawClient wire() throws IOException {
        if (wire == null) {
            wire = RawClient.loggedIn(gate, subject, group);
        }
        return wire;
    }

    private void forget(Mode mode) {
        if (mode == Mode.SIMPLE) {
            simple = null;
        } else {
            extended = null;
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        if (simple != null) {
            simple.close();
        }
        if (extended != null) {
            extended.close();
        }
        if (wire != null) {
            wire.close();
        }
    }
}
