package io.postern.audit.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The facts of one session, each once, in the order of the story: per producer by sequence, producers interleaved by
 * time. The order of arrival makes no difference, nor does receiving a fact twice.
 */
public final class SessionLog {

    private static final Comparator<Fact> WITHIN_PRODUCER = Comparator.<Fact>comparingLong(
                    fact -> fact.meta().sequence())
            .thenComparing(fact -> fact.meta().occurredAt())
            .thenComparing(fact -> fact.meta().eventId());

    private final String sessionId;
    private final List<Fact> facts;

    private SessionLog(String sessionId, List<Fact> facts) {
        this.sessionId = sessionId;
        this.facts = facts;
    }

    public static SessionLog empty(String sessionId) {
        return new SessionLog(sessionId, List.of());
    }

    /**
     * This log and more facts of the same session.
     *
     * @throws IllegalArgumentException for a fact of another session
     */
    public SessionLog plus(Collection<? extends Fact> more) {
        Map<String, Fact> byId = new LinkedHashMap<>();
        facts.forEach(fact -> byId.put(fact.meta().eventId(), fact));
        for (Fact fact : more) {
            if (!fact.meta().sessionId().equals(sessionId)) {
                throw new IllegalArgumentException("a fact of another session");
            }
            byId.putIfAbsent(fact.meta().eventId(), fact);
        }
        return new SessionLog(sessionId, inOrder(byId.values()));
    }

    public List<Fact> facts() {
        return facts;
    }

    public SessionStory story() {
        return story(SequenceRun.of(facts));
    }

    /**
     * The story where these facts are a part of the session's.
     *
     * @param recorded the sequence numbers on record of the whole session, by producer and number
     */
    public SessionStory story(List<SequenceRun> recorded) {
        StoryFold fold = new StoryFold(sessionId, SequenceRun.gaps(recorded));
        facts.forEach(fold::add);
        return fold.story();
    }

    private static List<Fact> inOrder(Collection<Fact> facts) {
        Map<String, List<Fact>> byProducer = new TreeMap<>();
        facts.forEach(fact -> byProducer
                .computeIfAbsent(fact.meta().producer(), producer -> new ArrayList<>())
                .add(fact));
        PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.<Head, Instant>comparing(head -> head.fact().meta().occurredAt())
                        .thenComparing(head -> head.fact().meta().producer()));
        byProducer.values().forEach(list -> {
            list.sort(WITHIN_PRODUCER);
            heads.add(new Head(list, 0));
        });
        List<Fact> ordered = new ArrayList<>(facts.size());
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            ordered.add(head.fact());
            if (head.at() + 1 < head.list().size()) {
                heads.add(new Head(head.list(), head.at() + 1));
            }
        }
        return List.copyOf(ordered);
    }

    private record Head(List<Fact> list, int at) {
        Fact fact() {
            return list.get(at);
        }
    }
}
