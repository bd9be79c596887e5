package io.postern.proxy.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.postern.events.EventMeta;
import io.postern.events.Principal;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.decision.AdmissionRequested;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.DecisionRequested;
import io.postern.events.policy.PolicyPublished;
import io.postern.identity.Identity;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.statement.AdmissionOutcome;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.DecisionOutcome;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;
import io.postern.schemas.CatalogVersions;
import io.postern.schemas.DecisionKeys;
import io.postern.schemas.EventMetas;
import io.postern.schemas.SealedTexts;
import io.postern.schemas.Topics;
import io.postern.state.catalog.CatalogPublished;

/**
 * The decision table, filled from the compacted topic, and the questions for what it lacks. A decision is used only where
 * the policy service signed it, and only while the policy and the catalog that it was made from are the latest known here.
 * Thread-safe.
 */
final class KafkaDecisions implements Decisions, AutoCloseable {

    /** An answer from older versions than ours: the policy service is about to catch up. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final EventPublisher publisher;
    private final EventMetas metas;
    private final Timeouts waits;
    private final EventTrust trust;
    private final SignedTable<Decision> decisions = new SignedTable<>(new DecisionScope());
    private final SignedTable<Admission> admissions = new SignedTable<>(new AdmissionScope());

    /** By identity: a session keeps the one object that says who it is. */
    private final Cache<Session, DecisionKeys.OfSession> keys =
            Caffeine.newBuilder().weakKeys().build();

    private final Map<String, String> catalogVersions = new ConcurrentHashMap<>();

    private volatile Consumer<String> onOtherCatalog = database -> {};

    /** The latest on the topic, whoever wrote it. */
    private final Map<String, String> publishedCatalogs = new ConcurrentHashMap<>();

    private final Map<String, Question<?>> questions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "decision-clock");
        named.setDaemon(true);
        return named;
    });
    private volatile PolicyInForce policy = new PolicyInForce("", Instant.MIN);

    private record PolicyInForce(String version, Instant since) {}

    private record Admission(String policyVersion, AdmissionOutcome outcome) {}

    /** Decisions of one key differ in their pinned constants. */
    private final class DecisionScope implements SignedTable.Scope<Decision> {
        @Override
        public boolean isSame(Decision one, Decision other) {
            return one.pinned().equals(other.pinned())
                    && (one.versions().equals(other.versions())
                            || (one.isUnrestricted()
                                    && other.isUnrestricted()
                                    && one.versions()
                                            .policy()
                                            .equals(other.versions().policy())));
        }

        @Override
        public boolean isUsable(Decision decision) {
            return decision.versions().policy().equals(policy.version())
                    && (decision.isUnrestricted()
                            || catalogVersions.containsValue(decision.versions().catalog()));
        }
    }

    private final class AdmissionScope implements SignedTable.Scope<Admission> {
        @Override
        public boolean isSame(Admission one, Admission other) {
            return one.policyVersion().equals(other.policyVersion());
        }

        @Override
        public boolean isUsable(Admission admission) {
            return admission.policyVersion().equals(policy.version());
        }
    }

    /** Something asked and not yet answered; {@code look} finds the answer in the table once it is there. */
    private record Question<T>(Supplier<Optional<T>> look, Runnable ask, CompletableFuture<T> answer) {
        void check() {
            if (!answer.isDone()) {
                look.get().ifPresent(answer::complete);
            }
        }
    }

    /**
     * @param waits for decisions; no statement is parked for longer than its {@code parked}, whatever a decision says
     */
    KafkaDecisions(EventPublisher publisher, EventMetas metas, Timeouts waits, EventTrust trust) {
        this.publisher = publisher;
        this.metas = metas;
        this.waits = waits;
        this.trust = trust;
    }

    @Override
    public CompletionStage<DecisionOutcome> decide(Session session, StatementText text) {
        String key = keys.get(session, KafkaDecisions::keys).statement(text.fingerprint());
        Optional<Decision> known = find(key, session.database(), text);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(new DecisionOutcome.Decided(known.get()));
        }
        Supplier<Optional<DecisionOutcome>> look =
                () -> find(key, session.database(), text).map(DecisionOutcome.Decided::new);
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

    private static DecisionKeys.OfSession keys(Session session) {
        return new DecisionKeys.OfSession(
                Wire.principal(session.identity()), session.database(), session.role(), session.searchPath());
    }

    @Override
    public CompletionStage<AdmissionOutcome> admit(Identity identity, String database) {
        Principal principal = Wire.principal(identity);
        String key = DecisionKeys.admission(principal, database);
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
                        .setPrincipal(principal)
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
        return answer.completeOnTimeout(unavailable, waits.decision().toMillis(), TimeUnit.MILLISECONDS)
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
        String policyVersion = policy.version();
        String catalogVersion = catalogVersions.get(database);
        if (catalogVersion == null || policyVersion.isEmpty()) {
            return Optional.empty();
        }
        return decisions.find(
                key,
                decision -> decision.versions().policy().equals(policyVersion)
                        && (decision.isUnrestricted()
                                || decision.versions().catalog().equals(catalogVersion))
                        && decision.appliesTo(text.tokens()));
    }

    private Optional<AdmissionOutcome> admission(String key) {
        String current = policy.version();
        return admissions
                .find(key, admission -> admission.policyVersion().equals(current))
                .map(Admission::outcome);
    }

    private static Admission admission(AdmissionDecided decided) {
        AdmissionOutcome outcome = decided.getVerdict() == Verdict.ALLOW && decided.getDatabaseRole() != null
                ? new AdmissionOutcome.Admitted(
                        decided.getDatabaseRole(), decided.getRuleId(), decided.getPolicyVersion())
                : new AdmissionOutcome.Rejected(decided.getReason());
        return new Admission(decided.getPolicyVersion(), outcome);
    }

    /** Whether anything can be decided. */
    boolean knowsPolicy() {
        return !policy.version().isEmpty();
    }

    long size() {
        return decisions.size() + admissions.size();
    }

    /** Follower thread. */
    void on(Received received) {
        SpecificRecord event = received.event();
        if (event instanceof DecisionMade made) {
            learn(decisions, made.getKey(), Wire.decision(made, waits.parked()), made.getMeta(), received);
        } else if (event instanceof AdmissionDecided decided) {
            learn(admissions, decided.getKey(), admission(decided), decided.getMeta(), received);
        } else if (event instanceof PolicyPublished published) {
            onPolicy(published, received);
        } else if (event instanceof CatalogPublished published) {
            onCatalog(published);
        }
    }

    private void onCatalog(CatalogPublished published) {
        String database = published.getDatabase();
        boolean genuine = published.getVersion().equals(CatalogVersions.of(published));
        publishedCatalogs.put(database, genuine ? published.getVersion() : "");
        String own = catalogVersions.get(database);
        if (own != null && !own.equals(publishedCatalogs.get(database))) {
            onOtherCatalog.accept(database);
        }
    }

    /**
     * @param listener called on the follower's thread with the name of a database whose catalog on the topic is not the one
     *     that this proxy read
     */
    void onOtherCatalog(Consumer<String> listener) {
        onOtherCatalog = listener;
    }

    /**
     * What this proxy itself read from the database: only decisions made from this catalog are used. Thread-safe.
     *
     * @return whether the log's latest catalog is another, so that this one has to be published
     */
    boolean onCatalogRead(CatalogPublished catalog) {
        catalogVersions.put(catalog.getDatabase(), catalog.getVersion());
        questions.values().forEach(Question::check);
        return !catalog.getVersion().equals(publishedCatalogs.get(catalog.getDatabase()));
    }

    private <T> void learn(SignedTable<T> table, String key, T answer, EventMeta meta, Received received) {
        Vouched<T> vouched = new Vouched<>(answer, meta.getOccurredAt(), () -> trust.isFromPolicy(received.message()));
        if (!received.live() || vouched.holds()) {
            table.add(key, vouched);
            onAnswer(meta);
        }
    }

    /** An earlier policy that is written again does not come back into force. */
    private void onPolicy(PolicyPublished published, Received received) {
        if (!trust.isFromPolicy(received.message())) {
            return;
        }
        Instant since = published.getMeta().getOccurredAt();
        if (since.isBefore(policy.since())) {
            trust.refused(received.message(), "is older than the policy in force");
            return;
        }
        policy = new PolicyInForce(published.getVersion(), since);
        questions.values().forEach(Question::check);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
