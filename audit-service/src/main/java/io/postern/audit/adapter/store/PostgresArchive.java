package io.postern.audit.adapter.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.postern.audit.app.FactReader;
import io.postern.audit.app.SessionArchive;
import io.postern.audit.app.SessionPage;
import io.postern.audit.app.SessionSummary;
import io.postern.audit.app.SessionSummary.Counts;
import io.postern.audit.app.SessionSummary.Ended;
import io.postern.audit.app.SessionSummary.Place;
import io.postern.audit.app.StatementSummary;
import io.postern.audit.app.StatementSummary.Result;
import io.postern.audit.app.StatementSummary.ShapeExcerpt;
import io.postern.audit.app.StoreUnavailable;
import io.postern.audit.domain.Outcome;
import io.postern.audit.domain.Principal;
import io.postern.audit.domain.SessionStory.State;
import io.postern.audit.domain.Verdict;

/** Lists from the read models, stories from the events. Each answer is one snapshot. */
final class PostgresArchive implements SessionArchive {

    static final int SHAPE_EXCERPT_CHARS = 2_000;

    private static final String SESSIONS = """
            SELECT s.*,
              (SELECT count(*) FROM postern_audit.statements t
                WHERE t.session_id = s.session_id AND t.verdict = 'PARK'
                  AND t.resumed_at IS NULL AND t.refused_at IS NULL AND t.completed_at IS NULL) AS waiting
            FROM postern_audit.sessions s
            """;

    private final DataSource connections;
    private final StoryReader stories;

    PostgresArchive(DataSource connections, FactReader reader) {
        this.connections = connections;
        this.stories = new StoryReader(reader);
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** One read-only transaction with one snapshot. */
    private <T> T read(Question<T> question) throws StoreUnavailable {
        try (Connection connection = connections.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            T answer = question.ask(connection);
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw SqlErrors.unavailable(e);
        }
    }

    @Override
    public List<SessionSummary> sessions(SessionFilter filter) throws StoreUnavailable {
        StringBuilder sql = new StringBuilder(SESSIONS).append("WHERE true");
        List<String> values = new ArrayList<>();
        filter.subject().ifPresent(subject -> {
            sql.append(" AND s.subject = ?");
            values.add(subject);
        });
        filter.database().ifPresent(database -> {
            sql.append(" AND s.database_name = ?");
            values.add(database);
        });
        filter.before().ifPresent(before -> {
            sql.append(" AND (s.started_at, s.session_id) <"
                    + " (SELECT b.started_at, b.session_id FROM postern_audit.sessions b WHERE b.session_id = ?)");
            values.add(before);
        });
        sql.append(" ORDER BY s.started_at DESC, s.session_id DESC LIMIT ?");
        return read(connection -> list(connection, sql.toString(), values, filter.limit(), PostgresArchive::summary));
    }

    @Override
    public Optional<Long> facts(String sessionId) throws StoreUnavailable {
        String sql = "SELECT facts FROM postern_audit.sessions WHERE session_id = ? LIMIT ?";
        return read(connection -> list(connection, sql, List.of(sessionId), 1, row -> row.getLong(1)).stream()
                .findFirst());
    }

    @Override
    public Optional<String> latest() throws StoreUnavailable {
        String sql = "SELECT session_id FROM postern_audit.sessions WHERE opened_at IS NOT NULL"
                + " ORDER BY started_at DESC, session_id DESC LIMIT ?";
        return read(connection -> list(connection, sql, List.of(), 1, row -> row.getString(1)).stream()
                .findFirst());
    }

    @Override
    public Optional<SessionPage> story(String sessionId, Optional<String> after, int limit) throws StoreUnavailable {
        return read(connection -> stories.read(connection, sessionId, after, limit));
    }

    @Override
    public List<StatementSummary> statements(StatementFilter filter) throws StoreUnavailable {
        StringBuilder sql = new StringBuilder("""
                SELECT t.*, left(t.shape, %d) AS shape_excerpt, length(t.shape) AS shape_length,
                  s.subject AS session_subject, s.database_name AS session_database
                FROM postern_audit.statements t JOIN postern_audit.sessions s USING (session_id)
                WHERE t.submitted_at IS NOT NULL""".formatted(SHAPE_EXCERPT_CHARS));
        List<String> values = new ArrayList<>();
        filter.fingerprint().ifPresent(fingerprint -> {
            sql.append(" AND t.fingerprint = ?");
            values.add(fingerprint);
        });
        filter.verdict().ifPresent(verdict -> {
            sql.append(" AND t.verdict = ?");
            values.add(verdict.name());
        });
        sql.append(" ORDER BY t.first_fact_at DESC LIMIT ?");
        return read(connection -> list(connection, sql.toString(), values, filter.limit(), PostgresArchive::statement));
    }

    @Override
    public Holdings holdings() throws StoreUnavailable {
        return read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT (SELECT count(*) FROM postern_audit.unreadable_records) AS unreadable,
                              (SELECT max(occurred_at) FROM postern_audit.events) AS last_fact_at""")) {
                row.next();
                return new Holdings(row.getLong("unreadable"), time(row, "last_fact_at"));
            }
        });
    }

    @Override
    public void ping() throws StoreUnavailable {
        try (Connection connection = connections.getConnection()) {
            if (!connection.isValid(2)) {
                throw new SQLException("not valid", "08006");
            }
        } catch (SQLException e) {
            throw SqlErrors.unavailable(e);
        }
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(
            Connection connection, String sql, List<String> values, int limit, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 0;
            for (String value : values) {
                select.setString(++at, StoredText.of(value));
            }
            select.setInt(++at, limit);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    private static SessionSummary summary(ResultSet row) throws SQLException {
        Optional<Instant> opened = time(row, "opened_at");
        Optional<Instant> refused = time(row, "refused_at");
        Optional<Instant> closed = time(row, "closed_at");
        State state;
        if (closed.isPresent()) {
            state = State.CLOSED;
        } else if (opened.isPresent()) {
            state = State.OPEN;
        } else {
            state = refused.isPresent() ? State.REFUSED : State.PARTIAL;
        }
        Optional<Instant> end = closed.isPresent() || opened.isPresent() ? closed : refused;
        long statements = row.getLong("statements");
        long allowed = row.getLong("allowed");
        long denied = row.getLong("denied");
        long parked = row.getLong("parked");
        String reason = text(row, "end_reason");
        Optional<String> sqlState = Optional.ofNullable(row.getString("end_sql_state"));
        return new SessionSummary(
                row.getString("session_id"),
                state,
                who(row),
                new Place(
                        text(row, "database_name"),
                        text(row, "database_role"),
                        text(row, "client_address"),
                        text(row, "application_name")),
                time(row, "started_at").orElse(Instant.EPOCH),
                time(row, "last_fact_at").orElse(Instant.EPOCH),
                end.map(at -> new Ended(at, reason, sqlState)),
                new Counts(
                        statements,
                        allowed,
                        denied,
                        parked,
                        statements - allowed - denied - parked,
                        closed.isPresent() ? 0 : row.getLong("waiting")));
    }

    private static Optional<Principal> who(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        if (subject == null) {
            return Optional.empty();
        }
        Array groups = row.getArray("groups");
        return Optional.of(new Principal(
                text(row, "issuer"), subject, groups == null ? List.of() : List.of((String[]) groups.getArray())));
    }

    private static StatementSummary statement(ResultSet row) throws SQLException {
        Optional<String> outcome = Optional.ofNullable(row.getString("outcome"));
        long rows = row.getLong("row_count");
        Optional<Long> rowCount = row.wasNull() ? Optional.empty() : Optional.of(rows);
        return new StatementSummary(
                row.getString("session_id"),
                row.getString("statement_id"),
                time(row, "submitted_at").orElse(Instant.EPOCH),
                text(row, "session_subject"),
                text(row, "session_database"),
                text(row, "kind"),
                Verdict.valueOf(row.getString("verdict")),
                new ShapeExcerpt(text(row, "fingerprint"), text(row, "shape_excerpt"), row.getInt("shape_length")),
                new Result(outcome.map(Outcome::valueOf), Optional.ofNullable(row.getString("sql_state")), rowCount));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? Optional.empty() : Optional.of(time.toInstant());
    }
}
