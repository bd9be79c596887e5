package io.postern.proxy.adapter.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

import io.postern.schemas.Topic;

/**
 * The events of one key, in order, until the log has them. What could not be written stays queued, in bounds, and is
 * written again by {@link #retry}; an event that comes twice this way keeps its id, on which consumers are idempotent. An
 * event that the log will never take is given up, or nothing after it could be acknowledged. Thread-safe.
 */
final class EventWriter {

    private static final int MAX_QUEUED = 2_000;

    private final EventPublisher publisher;
    private final Topic topic;
    private final String key;
    private final Consumer<EventWriter> onBehind;
    private final Deque<Entry> queue = new ArrayDeque<>();

    private static final class Entry {
        private final SpecificRecord event;
        private final CompletableFuture<Void> batch;
        private final boolean last;
        private boolean inFlight;
        private boolean written;

        private Entry(SpecificRecord event, CompletableFuture<Void> batch, boolean last) {
            this.event = event;
            this.batch = batch;
            this.last = last;
        }
    }

    /**
     * @param onBehind called when something could not be written
     */
    EventWriter(EventPublisher publisher, Topic topic, String key, Consumer<EventWriter> onBehind) {
        this.publisher = publisher;
        this.topic = topic;
        this.key = key;
        this.onBehind = onBehind;
    }

    /** Completes when the log has these events and all before them. */
    synchronized CompletableFuture<Void> write(List<? extends SpecificRecord> events) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        if (queue.size() + events.size() > MAX_QUEUED) {
            acknowledged.completeExceptionally(new IllegalStateException("too many unwritten events"));
            return acknowledged;
        }
        for (int i = 0; i < events.size(); i++) {
            queue.add(new Entry(events.get(i), acknowledged, i == events.size() - 1));
        }
        sendUnsent();
        return acknowledged;
    }

    /** Writes again what failed. */
    synchronized void retry() {
        sendUnsent();
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty();
    }

    private void sendUnsent() {
        for (Entry entry : List.copyOf(queue)) {
            if (!entry.inFlight && !entry.written) {
                entry.inFlight = true;
                publisher.send(topic, key, entry.event).whenComplete((nothing, failure) -> onSent(entry, failure));
            }
        }
    }

    private void onSent(Entry entry, @Nullable Throwable failure) {
        Deque<CompletableFuture<Void>> done = new ArrayDeque<>();
        synchronized (this) {
            entry.inFlight = false;
            entry.written = failure == null;
            if (failure instanceof RecordTooLargeException) {
                queue.remove(entry);
            }
            while (!queue.isEmpty() && queue.peek().written) {
                Entry written = queue.remove();
                if (written.last) {
                    done.add(written.batch);
                }
            }
        }
        if (failure != null) {
            entry.batch.completeExceptionally(failure);
            onBehind.accept(this);
        }
        done.forEach(batch -> batch.complete(null));
    }
}
