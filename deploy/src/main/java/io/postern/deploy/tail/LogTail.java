package io.postern.deploy.tail;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.events.EventMeta;
import io.postern.events.approval.ApprovalRequested;
import io.postern.events.session.SessionOpened;
import io.postern.events.session.SessionRefused;
import io.postern.schemas.EventCodec;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;
import io.postern.schemas.UnreadableEvent;

/**
 * Follows the session and approval topics and prints what comes. Joins no consumer group and commits nothing. Order holds
 * within a session; between sessions it is that of the time stamps as far as events arrive together.
 */
public final class LogTail {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int SUBJECTS_KEPT = 10_000;
    private static final String UNKNOWN_SUBJECT = "-";

    /** Where to begin. */
    public enum From {
        NOW,
        BEGINNING
    }

    /** How an event is printed. */
    public enum Format {
        LINE,
        JSON
    }

    /** @param place the latest time in its partition so far, so that sorting by it never swaps two events of a session */
    private record Event(ConsumerRecord<String, byte[]> source, SpecificRecord event, EventMeta meta, Instant place) {}

    private final KafkaConnection kafka;
    private final Optional<String> session;
    private final Format format;
    private final PrintStream out;
    private final EventLine line = new EventLine(ZoneId.systemDefault());
    private final Map<String, String> subjects = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > SUBJECTS_KEPT;
        }
    };

    /** @param session only this one, given whole or by its first characters */
    public LogTail(KafkaConnection kafka, Optional<String> session, Format format, PrintStream out) {
        this.kafka = kafka;
        this.session = session;
        this.format = format;
        this.out = out;
    }

    /**
     * Returns when the thread is interrupted.
     *
     * @throws CommandFailed where Kafka does not answer
     */
    public void follow(From from) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                kafka.with(Map.of("enable.auto.commit", "false", "client.id", "postern-tail")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            if (from == From.BEGINNING) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            while (!Thread.currentThread().isInterrupted() && !out.checkError()) {
                print(consumer.poll(POLL));
            }
        } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        try {
            for (Topic topic : List.of(Topics.SESSION_EVENTS, Topics.APPROVAL_EVENTS)) {
                for (PartitionInfo partition : consumer.partitionsFor(topic.name(), PATIENCE)) {
                    partitions.add(new TopicPartition(partition.topic(), partition.partition()));
                }
            }
        } catch (TimeoutException e) {
            throw new CommandFailed(
                    "Kafka does not answer at " + kafka.properties().get("bootstrap.servers"), e);
        }
        if (partitions.isEmpty()) {
            throw new CommandFailed("Kafka has no topics of Postern yet; start the services first");
        }
        return partitions;
    }

    private void print(ConsumerRecords<String, byte[]> records) {
        List<Event> events = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Instant latest = Instant.MIN;
            for (ConsumerRecord<String, byte[]> source : records.records(partition)) {
                try {
                    SpecificRecord event = EventCodec.decode(source.value());
                    EventMeta meta = (EventMeta) event.get(0);
                    latest = meta.getOccurredAt().isAfter(latest) ? meta.getOccurredAt() : latest;
                    events.add(new Event(source, event, meta, latest));
                } catch (UnreadableEvent e) {
                    out.println("? " + partition + "@" + source.offset() + ": " + e.getMessage());
                }
            }
        }
        events.sort(Comparator.comparing(Event::place));
        events.forEach(this::print);
        out.flush();
    }

    private void print(Event event) {
        String sessionId = event.meta().getCorrelationId();
        remember(sessionId, event.event());
        if (session.isPresent() && !sessionId.startsWith(session.orElseThrow())) {
            return;
        }
        switch (format) {
            case LINE -> out.println(line.of(event.event(), subjects.getOrDefault(sessionId, UNKNOWN_SUBJECT)));
            case JSON ->
                out.println(EventJson.of(event.event())
                        .put("topic", event.source().topic())
                        .put("partition", event.source().partition())
                        .put("offset", event.source().offset()));
        }
    }

    /** Only some events say whose session they belong to. */
    private void remember(String sessionId, SpecificRecord event) {
        if (event instanceof SessionOpened opened) {
            subjects.put(sessionId, opened.getPrincipal().getSubject());
        } else if (event instanceof ApprovalRequested requested) {
            subjects.put(sessionId, requested.getRequester().getSubject());
        } else if (event instanceof SessionRefused refused && refused.getPrincipal() != null) {
            subjects.put(sessionId, refused.getPrincipal().getSubject());
        }
    }
}
