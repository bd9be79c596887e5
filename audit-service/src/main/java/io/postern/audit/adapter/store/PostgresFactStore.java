package io.postern.audit.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import io.postern.audit.app.Bytes;
import io.postern.audit.app.FactStore;
import io.postern.audit.app.LogBatch;
import io.postern.audit.app.LogBatch.Slice;
import io.postern.audit.app.LogEntry;
import io.postern.audit.app.LogEntry.Recorded;
import io.postern.audit.app.LogEntry.Unreadable;
import io.postern.audit.app.StoreUnavailable;
import io.postern.audit.domain.Fact;

/**
 * Writes batches. The update of the offsets comes first in the transaction and holds a lock on their rows, so of two
 * instances with the same records one waits, finds the offsets moved, and stores nothing.
 */
final class PostgresFactStore implements FactStore {

    private static final String ADVANCE =
            "UPDATE postern_audit.log_offsets SET next_offset = ? WHERE log_topic = ? AND log_partition = ? AND next_offset = ?";

    private static final String INSERT_EVENT = """
            INSERT INTO postern_audit.events
              (event_id, session_id, statement_id, producer, sequence, type, occurred_at, log_topic, log_partition, log_offset, avro)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (event_id) DO NOTHING""";

    private static final String INSERT_UNREADABLE = """
            INSERT INTO postern_audit.unreadable_records (log_topic, log_partition, log_offset, reason, key, value)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private final DataSource connections;

    PostgresFactStore(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public SortedMap<Integer, Long> offsets(String topic, Map<Integer, Long> earliest) throws StoreUnavailable {
        try (Connection connection = connections.getConnection()) {
            SortedMap<Integer, Long> offsets = read(connection, topic);
            Map<Integer, Long> unread = new TreeMap<>(earliest);
            unread.keySet().removeAll(offsets.keySet());
            if (!unread.isEmpty()) {
                begin(connection, topic, unread);
                offsets = read(connection, topic);
            }
            offsets.keySet().retainAll(earliest.keySet());
            return offsets;
        } catch (SQLException e) {
            throw SqlErrors.unavailable(e);
        }
    }

    private static SortedMap<Integer, Long> read(Connection connection, String topic) throws SQLException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT log_partition, next_offset FROM postern_audit.log_offsets WHERE log_topic = ?")) {
            select.setString(1, topic);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    offsets.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return offsets;
    }

    private static void begin(Connection connection, String topic, Map<Integer, Long> unread) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO postern_audit.log_offsets (log_topic, log_partition, next_offset) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")) {
            for (Map.Entry<Integer, Long> partition : unread.entrySet()) {
                insert.setString(1, topic);
                insert.setInt(2, partition.getKey());
                insert.setLong(3, partition.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void append(LogBatch batch) throws OffsetsMoved, EntriesRejected, StoreUnavailable {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                advance(connection, batch);
                write(connection, batch);
                connection.commit();
            } catch (SQLException | RuntimeException | OffsetsMoved e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            if (SqlErrors.dataAtFault(e)) {
                throw new EntriesRejected(SqlErrors.sqlState(e), e);
            }
            throw SqlErrors.unavailable(e);
        }
    }

    private static void rollback(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void advance(Connection connection, LogBatch batch) throws SQLException, OffsetsMoved {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            for (Slice slice : batch.partitions()) {
                update.setLong(1, slice.next());
                update.setString(2, batch.topic());
                update.setInt(3, slice.partition());
                update.setLong(4, slice.from());
                update.addBatch();
            }
            int[] moved = update.executeBatch();
            List<Integer> lost = new ArrayList<>();
            for (int i = 0; i < moved.length; i++) {
                if (moved[i] != 1) {
                    lost.add(batch.partitions().get(i).partition());
                }
            }
            if (!lost.isEmpty()) {
                throw new OffsetsMoved(lost);
            }
        }
    }

    private record Placed<T extends LogEntry>(String topic, int partition, T entry) {}

    private static void write(Connection connection, LogBatch batch) throws SQLException {
        List<Placed<Recorded>> recorded = new ArrayList<>();
        List<Placed<Unreadable>> unreadable = new ArrayList<>();
        for (Slice slice : batch.partitions()) {
            for (LogEntry entry : slice.entries()) {
                if (entry instanceof Recorded fact) {
                    recorded.add(new Placed<>(batch.topic(), slice.partition(), fact));
                } else if (entry instanceof Unreadable record) {
                    unreadable.add(new Placed<>(batch.topic(), slice.partition(), record));
                }
            }
        }
        List<Fact> fresh = new ArrayList<>();
        boolean[] inserted = insertEvents(connection, recorded);
        for (int i = 0; i < inserted.length; i++) {
            Placed<Recorded> placed = recorded.get(i);
            if (inserted[i]) {
                fresh.add(placed.entry().fact());
            } else if (!isStored(connection, placed.entry())) {
                unreadable.add(new Placed<>(
                        placed.topic(),
                        placed.partition(),
                        new Unreadable(
                                placed.entry().offset(),
                                "another event of the same id was stored before",
                                Optional.empty(),
                                Optional.of(placed.entry().bytes()))));
            }
        }
        insertUnreadable(connection, unreadable);
        ReadModels.update(connection, fresh);
    }

    private static boolean[] insertEvents(Connection connection, List<Placed<Recorded>> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_EVENT)) {
            for (Placed<Recorded> placed : entries) {
                Fact fact = placed.entry().fact();
                insert.setString(1, StoredText.of(fact.meta().eventId()));
                insert.setString(2, StoredText.of(fact.meta().sessionId()));
                insert.setString(3, fact instanceof Fact.OfStatement of ? StoredText.of(of.statementId()) : null);
                insert.setString(4, StoredText.of(fact.meta().producer()));
                insert.setLong(5, fact.meta().sequence());
                insert.setString(6, fact.type().name().toLowerCase(Locale.ROOT));
                insert.setObject(7, fact.meta().occurredAt().atOffset(ZoneOffset.UTC));
                insert.setString(8, placed.topic());
                insert.setInt(9, placed.partition());
                insert.setLong(10, placed.entry().offset());
                insert.setBytes(11, placed.entry().bytes().array());
                insert.addBatch();
            }
            int[] counts = insert.executeBatch();
            boolean[] inserted = new boolean[counts.length];
            for (int i = 0; i < counts.length; i++) {
                inserted[i] = counts[i] == 1;
            }
            return inserted;
        }
    }

    private static boolean isStored(Connection connection, Recorded entry) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT avro FROM postern_audit.events WHERE event_id = ?")) {
            select.setString(1, StoredText.of(entry.fact().meta().eventId()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && Bytes.of(row.getBytes(1)).equals(entry.bytes());
            }
        }
    }

    private static void insertUnreadable(Connection connection, List<Placed<Unreadable>> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_UNREADABLE)) {
            for (Placed<Unreadable> placed : entries) {
                insert.setString(1, placed.topic());
                insert.setInt(2, placed.partition());
                insert.setLong(3, placed.entry().offset());
                insert.setString(4, StoredText.of(placed.entry().reason()));
                insert.setBytes(5, array(placed.entry().key()));
                insert.setBytes(6, array(placed.entry().bytes()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static byte @Nullable [] array(Optional<Bytes> bytes) {
        return bytes.map(Bytes::array).orElse(null);
    }
}
