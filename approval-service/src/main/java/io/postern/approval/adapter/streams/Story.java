package io.postern.approval.adapter.streams;

import java.util.List;
import java.util.stream.Stream;

import org.apache.avro.specific.SpecificRecord;

import io.postern.approval.domain.Approval;
import io.postern.approval.domain.ApprovalEvent;
import io.postern.approval.domain.Stamp;
import io.postern.events.EventMeta;

/** The facts of one approval that made a difference, in order: what the store keeps. */
record Story(List<SpecificRecord> facts) {

    static final Story EMPTY = new Story(List.of());

    Story {
        facts = List.copyOf(facts);
    }

    Approval approval() {
        Approval state = Approval.ABSENT;
        for (SpecificRecord fact : facts) {
            state = Approval.evolve(state, known(fact));
        }
        return state;
    }

    /** This story if the fact changes nothing. */
    Story and(SpecificRecord fact) throws UnusableFact {
        Approval before = approval();
        boolean changes = !Approval.evolve(before, ApprovalFacts.toDomain(fact)).equals(before);
        return changes
                ? new Story(Stream.concat(facts.stream(), Stream.of(fact)).toList())
                : this;
    }

    /** The meta block of a fact that follows from this story's request. */
    EventMeta metaOfNext(Stamp stamp, String producer) {
        EventMeta request = meta(facts.get(0));
        long written = facts.stream()
                .filter(fact -> meta(fact).getProducer().equals(producer))
                .count();
        return EventMeta.newBuilder()
                .setEventId(stamp.eventId())
                .setOccurredAt(stamp.at())
                .setProducer(producer)
                .setCorrelationId(request.getCorrelationId())
                .setCausationId(request.getEventId())
                .setAggregateId(request.getAggregateId())
                .setSequence(written)
                .build();
    }

    private static EventMeta meta(SpecificRecord fact) {
        return (EventMeta) fact.get(fact.getSchema().getField("meta").pos());
    }

    private static ApprovalEvent known(SpecificRecord fact) {
        try {
            return ApprovalFacts.toDomain(fact);
        } catch (UnusableFact e) {
            throw new IllegalStateException("was usable when it was stored", e);
        }
    }
}
