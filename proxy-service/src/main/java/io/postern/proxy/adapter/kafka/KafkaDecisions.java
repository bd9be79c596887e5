package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.postern.events.EventMeta;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Identity;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionKey;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;
import io.postern.state.catalog.CatalogPublished;

/**
 * The decision table, filled from the compacted topic, and the questions for what it lacks. A decision is used only while
 * the policy and the catalog that it was made from are the latest known here. Thread-safe.
 */
final class KafkaDecisions implements Decisions, AutoCloseable {

    private static final int MAX_KEYS = 100_000;

    /** Decisions of one key that differ in their pinned constants. */
    private static final int MAX_VARIANTS = 16;

    /** An answer from older versions than ours: the policy service is about to catch up. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final EventPublisher publisher;
    private final EventMetas metas;
    private final Duration limit;
    private final Cache<String, List<Decision>> decisions =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    private final Cache<String, AdmissionDecided> admissions =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    private final Map<String, String> catalogVersions = new ConcurrentHashMap<>();
    private final Map<String, Question<?>> questions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "decision-clock");
        named.setDaemon(true);
        return named;
    });
    private volatile String policyVersion = "";

    /** Something asked and not yet answered; {@code look} finds the answer in the table once it is there. */
    private record Question<T>(Supplier<Optional<T>> look, Runnable ask, CompletableFuture<T> answer) {
        void check() {
            if (!answer.isDone()) {
                look.get().ifPresent(answer::complete);
            }
        }
    }

    KafkaDecisions(EventPublisher publisher, EventMetas metas, Duration limit) {
        this.publisher = publisher;
        this.metas = metas;
        this.limit = limit;
    }

    @Override
    public CompletionStage<DecisionOutcome> decide(Session session, StatementText text) {
        String key = DecisionKey.forStatement(session, text.fingerprint()).value();
        Supplier<Optional<DecisionOutcome>> look =
                () -> find(key, session.database(), text).map(DecisionOutcome.Decided::new);
        Optional<DecisionOutcome> known = look.get();
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        EventMeta meta = metas.next(key, 0, session.id(), null);
        return ask(
                meta.getEventId(),
                look,
                DecisionRequested.newBuilder()
                        .setMeta(meta)
                        .setKey(key)
                        .setPrincipal(Wire.principal(session.identity()))
                        .setDatabase(session.database())
                        .setDatabaseRole(session.role())
                        .setSearchPath(session.searchPath())
                        .setFingerprint(text.fingerprint())
                        .setText(SealedTexts.clear(text.sql().toByteArray()))
                        .build(),
                key,
                new DecisionOutcome.Unavailable("the policy service did not answer in time"));
    }

    @Override
    public CompletionStage<AdmissionOutcome> admit(Identity identity, String database) {
        String key = DecisionKey.forAdmission(identity, database).value();
        Supplier<Optional<AdmissionOutcome>> look = () -> admission(key);
        Optional<AdmissionOutcome> known = look.get();
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        EventMeta meta = metas.next(key, 0, key, null);
        return ask(
                meta.getEventId(),
                look,
                AdmissionRequested.newBuilder()
                        .setMeta(meta)
                        .setKey(key)
                        .setPrincipal(Wire.principal(identity))
                        .setDatabase(database)
                        .build(),
                key,
                new AdmissionOutcome.Unavailable("the policy service did not answer in time"));
    }

    private <T> CompletionStage<T> ask(
            String eventId, Supplier<Optional<T>> look, SpecificRecord event, String key, T unavailable) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable send =
                () -> publisher.send(Topics.DECISION_REQUESTS, key, event).whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        answer.complete(unavailable);
                    }
                });
        questions.put(eventId, new Question<>(look, send, answer));
        send.run();
        return answer.completeOnTimeout(unavailable, limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((outcome, failure) -> questions.remove(eventId));
    }

    /** An answer that does not satisfy its question was made from other versions than ours. */
    private void onAnswer(EventMeta meta) {
        Question<?> question = meta.getCausationId() == null ? null : questions.get(meta.getCausationId());
        if (question != null) {
            question.check();
            if (!question.answer().isDone()) {
                clock.schedule(question.ask(), ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private Optional<Decision> find(String key, String database, StatementText text) {
        List<Decision> variants = decisions.getIfPresent(key);
        String catalogVersion = catalogVersions.get(database);
        if (variants == null || catalogVersion == null || policyVersion.isEmpty()) {
            return Optional.empty();
        }
        Decision.Versions current = new Decision.Versions(policyVersion, catalogVersion);
        return variants.stream()
                .filter(decision -> decision.versions().equals(current) && decision.appliesTo(text.tokens()))
                .findFirst();
    }

    private Optional<AdmissionOutcome> admission(String key) {
        AdmissionDecided decided = admissions.getIfPresent(key);
        if (decided == null || !decided.getPolicyVersion().equals(policyVersion)) {
            return Optional.empty();
        }
        return Optional.of(
                decided.getVerdict() == Verdict.ALLOW && decided.getDatabaseRole() != null
                        ? new AdmissionOutcome.Admitted(
                                decided.getDatabaseRole(), decided.getRuleId(), decided.getPolicyVersion())
                        : new AdmissionOutcome.Rejected(decided.getReason()));
    }

    /** Follower thread. */
    void on(SpecificRecord event) {
        if (event instanceof DecisionMade made) {
            Decision decision = Wire.decision(made);
            decisions.asMap().merge(made.getKey(), List.of(decision), KafkaDecisions::newestFirst);
            onAnswer(made.getMeta());
        } else if (event instanceof AdmissionDecided decided) {
            admissions.put(decided.getKey(), decided);
            onAnswer(decided.getMeta());
        } else if (event instanceof PolicyPublished published) {
            policyVersion = published.getVersion();
            questions.values().forEach(Question::check);
        } else if (event instanceof CatalogPublished published) {
            catalogVersions.put(published.getDatabase(), published.getVersion());
            questions.values().forEach(Question::check);
        }
    }

    private static List<Decision> newestFirst(List<Decision> known, List<Decision> added) {
        Decision newest = added.get(0);
        List<Decision> variants = new ArrayList<>(added);
        known.stream()
                .filter(decision -> decision.versions().equals(newest.versions())
                        && !decision.pinned().equals(newest.pinned()))
                .limit(MAX_VARIANTS - 1)
                .forEach(variants::add);
        return List.copyOf(variants);
    }

    Optional<String> catalogVersion(String database) {
        return Optional.ofNullable(catalogVersions.get(database));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
