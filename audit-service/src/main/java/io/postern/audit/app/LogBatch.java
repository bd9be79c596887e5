package io.postern.audit.app;

import java.util.List;

/**
 * Consecutive records of the log, to be stored all or none.
 *
 * @param partitions ascending, each once
 */
public record LogBatch(String topic, List<Slice> partitions) {

    public LogBatch {
        partitions = List.copyOf(partitions);
    }

    /**
     * Consecutive records of one partition.
     *
     * @param from the offset up to which the store must have read when this is stored
     * @param next the offset to go on from afterwards
     */
    public record Slice(int partition, long from, long next, List<LogEntry> entries) {
        public Slice {
            entries = List.copyOf(entries);
        }
    }
}
