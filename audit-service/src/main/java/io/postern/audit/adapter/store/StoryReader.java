package io.postern.audit.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.audit.app.Bytes;
import io.postern.audit.app.FactReader;
import io.postern.audit.app.FactReader.NotAFact;
import io.postern.audit.app.SessionPage;
import io.postern.audit.domain.Fact;
import io.postern.audit.domain.SequenceRun;
import io.postern.audit.domain.SessionLog;

/** Reads a part of a session's story: the facts about the session, and those about some of its statements. */
final class StoryReader {

    /** A part ends after the statement that takes it over this size. */
    private static final long MAX_BYTES = 8L << 20;

    private static final int ROWS_AT_ONCE = 50;
    private static final int MAX_SESSION_FACTS = 100;
    private static final int MAX_RUNS = 1_000;

    private static final String FACTS = "SELECT facts FROM postern_audit.sessions WHERE session_id = ?";

    private static final String ABOUT_SESSION = """
            SELECT avro FROM postern_audit.events
            WHERE session_id = ? AND statement_id IS NULL
            ORDER BY sequence, event_id LIMIT ?""";

    private static final String RUNS = """
            SELECT producer, min(sequence) AS first, max(sequence) AS last
            FROM (SELECT producer, sequence, sequence - dense_rank() OVER (PARTITION BY producer ORDER BY sequence) AS run
                  FROM postern_audit.events WHERE session_id = ?) numbered
            GROUP BY producer, run ORDER BY producer COLLATE "C", first LIMIT ?""";

    private static final String ABOUT_STATEMENTS = """
            SELECT t.statement_id, e.avro
            FROM postern_audit.statements t
            JOIN postern_audit.events e ON e.session_id = t.session_id AND e.statement_id = t.statement_id
            WHERE t.session_id = ? AND (t.first_sequence, t.statement_id) > (?, ?)
            ORDER BY t.first_sequence, t.statement_id, e.producer, e.sequence""";

    private static final String CURSOR =
            "SELECT first_sequence FROM postern_audit.statements WHERE session_id = ? AND statement_id = ?";

    private static final String BEFORE = """
            SELECT count(*) FROM postern_audit.statements
            WHERE session_id = ? AND (first_sequence, statement_id) <= (?, ?)""";

    private final FactReader reader;

    StoryReader(FactReader reader) {
        this.reader = reader;
    }

    private record Cursor(long sequence, String statementId) {
        static final Cursor START = new Cursor(Long.MIN_VALUE, "");
    }

    private record Statements(List<Fact> facts, Optional<String> next) {}

    /**
     * @param connection inside a transaction, for one snapshot and for reading in portions
     */
    Optional<SessionPage> read(Connection connection, String sessionId, Optional<String> after, int limit)
            throws SQLException {
        Optional<Long> known = one(connection, FACTS, sessionId);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Cursor cursor = Cursor.START;
        if (after.isPresent()) {
            Optional<Long> sequence = one(connection, CURSOR, sessionId, after.get());
            if (sequence.isEmpty()) {
                return Optional.empty();
            }
            cursor = new Cursor(sequence.get(), after.get());
        }
        Statements statements = statements(connection, sessionId, cursor, limit);
        SessionLog log = SessionLog.empty(sessionId)
                .plus(aboutSession(connection, sessionId))
                .plus(statements.facts());
        return Optional.of(new SessionPage(
                log.story(runs(connection, sessionId)),
                after.isEmpty() ? 0 : before(connection, sessionId, cursor),
                statements.next(),
                known.get()));
    }

    private static Optional<Long> one(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, StoredText.of(values[i]));
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private static long before(Connection connection, String sessionId, Cursor cursor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BEFORE)) {
            select.setString(1, StoredText.of(sessionId));
            select.setLong(2, cursor.sequence());
            select.setString(3, StoredText.of(cursor.statementId()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<Fact> aboutSession(Connection connection, String sessionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ABOUT_SESSION)) {
            select.setString(1, StoredText.of(sessionId));
            select.setInt(2, MAX_SESSION_FACTS);
            List<Fact> facts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(fact(Bytes.of(rows.getBytes(1))));
                }
            }
            return facts;
        }
    }

    private static List<SequenceRun> runs(Connection connection, String sessionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(RUNS)) {
            select.setString(1, StoredText.of(sessionId));
            select.setInt(2, MAX_RUNS);
            List<SequenceRun> runs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    runs.add(new SequenceRun(rows.getString(1), rows.getLong(2), rows.getLong(3)));
                }
            }
            return runs;
        }
    }

    private Statements statements(Connection connection, String sessionId, Cursor after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ABOUT_STATEMENTS)) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setString(1, StoredText.of(sessionId));
            select.setLong(2, after.sequence());
            select.setString(3, StoredText.of(after.statementId()));
            List<Fact> facts = new ArrayList<>();
            long bytes = 0;
            int statements = 0;
            @Nullable String current = null;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String statementId = rows.getString(1);
                    if (!statementId.equals(current)) {
                        if (current != null && (statements == limit || bytes > MAX_BYTES)) {
                            return new Statements(facts, Optional.of(current));
                        }
                        current = statementId;
                        statements++;
                    }
                    Bytes record = Bytes.of(rows.getBytes(2));
                    bytes += record.length();
                    facts.add(fact(record));
                }
            }
            return new Statements(facts, Optional.empty());
        }
    }

    private Fact fact(Bytes record) {
        try {
            return reader.read(record);
        } catch (NotAFact e) {
            throw new IllegalStateException("the store holds a fact that this version cannot read", e);
        }
    }
}
