package io.postern.schemas;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.postern.events.EventMeta;

/** Makes the meta block of one producer's events. Thread-safe. */
public final class EventMetas {

    static {
        TrustedClasses.trust();
    }

    private final String producer;
    private final Clock clock;

    /**
     * @param producer the process that writes, such as "proxy-service/host-1"
     */
    public EventMetas(String producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * @param aggregateId the record's key
     * @param sequence counts, from 0, what this producer wrote about the aggregate
     * @param causationId the event that led to this one, if any
     */
    public EventMeta next(String aggregateId, long sequence, String correlationId, @Nullable String causationId) {
        return EventMeta.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
                .setProducer(producer)
                .setCorrelationId(correlationId)
                .setCausationId(causationId)
                .setAggregateId(aggregateId)
                .setSequence(sequence)
                .build();
    }
}
