package io.postern.audit.adapter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.audit.app.Bytes;
import io.postern.audit.app.FactReader;
import io.postern.audit.app.FactReader.NotAFact;
import io.postern.audit.app.FactStore;
import io.postern.audit.app.FactStore.EntriesRejected;
import io.postern.audit.app.FactStore.OffsetsMoved;
import io.postern.audit.app.IngestStatus;
import io.postern.audit.app.LogBatch;
import io.postern.audit.app.LogBatch.Slice;
import io.postern.audit.app.LogEntry;
import io.postern.audit.app.LogEntry.Recorded;
import io.postern.audit.app.LogEntry.Unreadable;
import io.postern.audit.app.StoreUnavailable;
import io.postern.schemas.Topics;

/** Reads the log from where the store ends and appends what it finds, batch by batch. Confined to one thread. */
final class LogFollower {

    /** One batch of records at a time is in memory: its size is bounded by these. */
    static final Map<String, Object> CONSUMER_PROPERTIES = Map.of(
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "none",
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false,
            "max.poll.records",
            1_000,
            "fetch.max.bytes",
            8 << 20,
            "reconnect.backoff.max.ms",
            2_000,
            "client.id",
            "postern-audit");

    static final Duration POLL = Duration.ofMillis(500);

    private static final String TOPIC = Topics.SESSION_EVENTS.name();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(3);
    private static final Duration AFTER_LOSING = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    private final Consumer<byte[], byte[]> consumer;
    private final FactReader reader;
    private final FactStore store;
    private final IngestStatus status;
    private final SortedMap<Integer, Long> stored = new TreeMap<>();
    private long nextCheck;

    LogFollower(Consumer<byte[], byte[]> consumer, FactReader reader, FactStore store, IngestStatus status) {
        this.consumer = consumer;
        this.reader = reader;
        this.store = store;
        this.status = status;
    }

    /**
     * Takes up every partition where the store ends.
     *
     * @throws LogUnfit where the log ends before the store does
     */
    void locate() throws StoreUnavailable, LogUnfit {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions, ANSWER_LIMIT);
        Map<TopicPartition, Long> latest = consumer.endOffsets(partitions, ANSWER_LIMIT);
        stored.clear();
        stored.putAll(store.offsets(TOPIC, byNumber(earliest)));
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            long next = next(partition.partition());
            long end = latest.getOrDefault(partition, 0L);
            if (next > end) {
                throw new LogUnfit(
                        "the log was cut or replaced: " + partition + " ends at " + end + ", stored up to " + next);
            }
            long first = earliest.getOrDefault(partition, 0L);
            if (next < first) {
                storeLoss(partition.partition(), next, first);
            }
            consumer.seek(partition, next(partition.partition()));
        }
        status.following(lag(latest));
        nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
    }

    /** Waits a moment for records and stores those that come. */
    void step() throws StoreUnavailable, LogUnfit {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            LOG.atDebug().setCause(e).log("offset out of range");
            locate();
            return;
        }
        try {
            LogBatch batch = batch(records);
            if (!batch.partitions().isEmpty()) {
                append(batch);
            }
        } catch (OffsetsMoved e) {
            LOG.atInfo().addKeyValue("error", e.getMessage()).log("another instance was faster");
            pause();
            locate();
        }
        if (System.nanoTime() - nextCheck >= 0) {
            check();
        }
    }

    /** Asks the cluster, so that a log that is away is noticed, and looks for new partitions. */
    private void check() throws StoreUnavailable, LogUnfit {
        List<TopicPartition> partitions = partitions();
        if (partitions.size() != stored.size()) {
            locate();
            return;
        }
        status.following(lag(consumer.endOffsets(partitions, ANSWER_LIMIT)));
        nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
    }

    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(TOPIC, ANSWER_LIMIT).stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
    }

    private long next(int partition) {
        return stored.getOrDefault(partition, 0L);
    }

    private long lag(Map<TopicPartition, Long> latest) {
        return latest.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - next(end.getKey().partition())))
                .sum();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byNumber = new HashMap<>();
        offsets.forEach((partition, offset) -> byNumber.put(partition.partition(), offset));
        return byNumber;
    }

    private LogBatch batch(ConsumerRecords<byte[], byte[]> records) {
        SortedMap<Integer, Slice> slices = new TreeMap<>();
        records.nextOffsets().forEach((partition, next) -> {
            List<LogEntry> entries =
                    records.records(partition).stream().map(this::entry).toList();
            slices.put(
                    partition.partition(),
                    new Slice(partition.partition(), next(partition.partition()), next.offset(), entries));
        });
        return new LogBatch(TOPIC, List.copyOf(slices.values()));
    }

    private LogEntry entry(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return new Unreadable(record.offset(), "no value", key(record), Optional.empty());
        }
        Bytes bytes = Bytes.of(record.value());
        try {
            return new Recorded(record.offset(), reader.read(bytes), bytes);
        } catch (NotAFact e) {
            return new Unreadable(record.offset(), e.reason(), key(record), Optional.of(bytes));
        }
    }

    private static Optional<Bytes> key(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.key()).map(Bytes::of);
    }

    private void append(LogBatch batch) throws OffsetsMoved, StoreUnavailable {
        try {
            store.append(batch);
            batch.partitions().forEach(slice -> stored.put(slice.partition(), slice.next()));
        } catch (EntriesRejected e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("storing a batch record by record");
            for (Slice slice : batch.partitions()) {
                appendSingly(slice);
            }
        }
    }

    /** Finds the entries that the store has no room for, and stores those as unreadable. */
    private void appendSingly(Slice slice) throws OffsetsMoved, StoreUnavailable {
        for (int i = 0; i < slice.entries().size(); i++) {
            LogEntry entry = slice.entries().get(i);
            boolean last = i == slice.entries().size() - 1;
            long next = last ? slice.next() : slice.entries().get(i + 1).offset();
            try {
                appendOne(slice.partition(), next, entry);
            } catch (EntriesRejected e) {
                appendAsUnreadable(slice.partition(), next, entry, e);
            }
        }
    }

    private void appendAsUnreadable(int partition, long next, LogEntry entry, EntriesRejected reason)
            throws OffsetsMoved, StoreUnavailable {
        Optional<Bytes> bytes = entry instanceof Recorded recorded ? Optional.of(recorded.bytes()) : Optional.empty();
        try {
            appendOne(
                    partition,
                    next,
                    new Unreadable(entry.offset(), String.valueOf(reason.getMessage()), Optional.empty(), bytes));
        } catch (EntriesRejected e) {
            throw new IllegalStateException("the store refuses a record in any form", e);
        }
    }

    private void appendOne(int partition, long next, LogEntry entry)
            throws OffsetsMoved, EntriesRejected, StoreUnavailable {
        store.append(new LogBatch(TOPIC, List.of(new Slice(partition, next(partition), next, List.of(entry)))));
        stored.put(partition, next);
    }

    /** The log lost records before they were stored; that is recorded in their place. */
    private void storeLoss(int partition, long from, long first) throws StoreUnavailable {
        String reason = "deleted from the log before it was stored: offsets " + from + " to " + (first - 1);
        LOG.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("error", reason)
                .log("records lost");
        try {
            appendOne(partition, first, new Unreadable(from, reason, Optional.empty(), Optional.empty()));
        } catch (EntriesRejected e) {
            throw new IllegalStateException("the store refuses a note", e);
        } catch (OffsetsMoved e) {
            LOG.atInfo().addKeyValue("error", e.getMessage()).log("another instance was faster");
            stored.put(partition, first);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_LOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
