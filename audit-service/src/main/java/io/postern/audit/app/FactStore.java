package io.postern.audit.app;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/** Where the log is stored, together with how far it was read. Blocking; thread-safe. */
public interface FactStore {

    /**
     * How far each partition was read: the offset of the next record.
     *
     * @param earliest by partition, where to begin in one that was never read
     */
    SortedMap<Integer, Long> offsets(String topic, Map<Integer, Long> earliest) throws StoreUnavailable;

    /**
     * Stores the batch and the new offsets in one transaction. A fact whose event id is stored already, with the same
     * bytes, is stored once.
     *
     * @throws OffsetsMoved where another instance stored some of it before; nothing of the batch was stored
     * @throws EntriesRejected where the store cannot hold an entry as it is; nothing of the batch was stored
     * @throws StoreUnavailable where the store is away; the batch may or may not be stored, its offsets tell
     */
    void append(LogBatch batch) throws OffsetsMoved, EntriesRejected, StoreUnavailable;

    /** Another instance of this service went ahead. */
    final class OffsetsMoved extends Exception {
        private static final long serialVersionUID = 1L;

        public OffsetsMoved(Collection<Integer> partitions) {
            super("another instance stored records of partitions " + partitions);
        }
    }

    /** An entry holds something that the store has no room for. */
    final class EntriesRejected extends Exception {
        private static final long serialVersionUID = 1L;

        public EntriesRejected(String sqlState, Throwable cause) {
            super("refused by the store: SQLSTATE " + sqlState, cause);
        }
    }
}
