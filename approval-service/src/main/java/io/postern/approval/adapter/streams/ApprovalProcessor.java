package io.postern.approval.adapter.streams;

import java.time.Duration;
import java.time.Instant;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.ApprovalCommand;
import io.postern.approval.domain.ApprovalEvent;
import io.postern.approval.domain.Ruling;
import io.postern.approval.domain.Stamp;
import io.postern.approval.domain.Voting;
import io.postern.identity.signing.EventCheck;
import io.postern.schemas.EventCodec;
import io.postern.schemas.UnreadableEvent;

/** Folds facts into stories; each second, expires what is due and forgets what is old. */
final class ApprovalProcessor extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final FoldSettings settings;
    private final Agenda agenda;
    private @Nullable KeyValueStore<String, Story> stories;

    ApprovalProcessor(FoldSettings settings) {
        this.settings = settings;
        this.agenda = new Agenda(settings.finishedToKeep());
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        KeyValueStore<String, Story> store = context.getStateStore(ApprovalTopology.STORE);
        stories = store;
        try (KeyValueIterator<String, Story> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, Story> entry = all.next();
                if (entry.value.approval() instanceof Approval.Known known) {
                    agenda.note(known);
                }
            }
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> onTick(store, Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        KeyValueStore<String, Story> store = stories;
        if (store == null) {
            throw new IllegalStateException("not initialised");
        }
        try {
            fold(store, record);
        } catch (UnreadableEvent | UnusableFact e) {
            String why = String.valueOf(e.getMessage());
            context()
                    .recordMetadata()
                    .ifPresent(position -> settings.skipped().skipped(record.headers(), position, why));
        }
        context()
                .recordMetadata()
                .ifPresent(position -> settings.progress().folded(position.partition(), position.offset()));
    }

    private void fold(KeyValueStore<String, Story> store, Record<String, byte[]> record)
            throws UnreadableEvent, UnusableFact {
        SpecificRecord fact = fact(record);
        EventCheck check = settings.own().check(event(record, fact).kind(), record);
        if (check != EventCheck.GENUINE) {
            context()
                    .recordMetadata()
                    .ifPresent(position -> settings.refused()
                            .refused(position.topic(), position.partition(), position.offset(), check.reason()));
            return;
        }
        Story before = store.get(record.key());
        Story after = (before == null ? Story.EMPTY : before).and(fact);
        if (!after.equals(before) && after.approval() instanceof Approval.Known known) {
            store.put(record.key(), after);
            agenda.note(known);
            settings.changes().publish(known);
        }
    }

    private static ApprovalEvent event(Record<String, byte[]> record, SpecificRecord fact) throws UnusableFact {
        ApprovalEvent event = ApprovalFacts.toDomain(fact);
        if (!event.approvalId().equals(record.key())) {
            throw new UnusableFact("the key is not the approval's id");
        }
        return event;
    }

    private static SpecificRecord fact(Record<String, byte[]> record) throws UnreadableEvent, UnusableFact {
        if (record.value() == null) {
            throw new UnusableFact("no value");
        }
        return EventCodec.decode(record.value());
    }

    private void onTick(KeyValueStore<String, Story> store, Instant now) {
        if (!settings.isCaughtUp().getAsBoolean()) {
            return;
        }
        for (String approvalId : agenda.due(now)) {
            Story story = store.get(approvalId);
            Stamp stamp = new Stamp(settings.eventIds().get(), now);
            if (story != null
                    && Voting.decide(story.approval(), new ApprovalCommand.Expire(stamp))
                            instanceof Ruling.Accepted accepted) {
                accepted.events().forEach(event -> append(event, story));
            }
        }
        agenda.surplus().forEach(store::delete);
    }

    private void append(ApprovalEvent event, Story story) {
        SpecificRecord fact = ApprovalFacts.toAvro(event, story.metaOfNext(event.stamp(), settings.producer()));
        ProducerRecord<String, byte[]> signed = settings.own().sign(event.approvalId(), fact);
        context()
                .forward(new Record<>(
                        signed.key(), signed.value(), event.stamp().at().toEpochMilli(), signed.headers()));
    }
}
