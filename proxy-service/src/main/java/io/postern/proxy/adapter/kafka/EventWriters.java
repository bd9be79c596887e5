package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.postern.schemas.Topic;

/** Makes writers and sees to it that what could not be written is written when the log is back. Thread-safe. */
final class EventWriters implements AutoCloseable {

    private static final Duration RETRY = Duration.ofMillis(500);

    /** Writers with something unwritten, over all sessions; beyond, they are not tried again. */
    private static final int MAX_BEHIND = 100_000;

    private final EventPublisher publisher;
    private final Set<EventWriter> behind = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "event-retry");
        named.setDaemon(true);
        return named;
    });

    EventWriters(EventPublisher publisher) {
        this.publisher = publisher;
        retries.scheduleWithFixedDelay(this::retry, RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    EventWriter writer(Topic topic, String key) {
        return new EventWriter(publisher, topic, key, this::keepTrying);
    }

    private void keepTrying(EventWriter writer) {
        if (behind.size() < MAX_BEHIND) {
            behind.add(writer);
        }
    }

    private void retry() {
        behind.removeIf(EventWriter::isEmpty);
        behind.forEach(EventWriter::retry);
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
