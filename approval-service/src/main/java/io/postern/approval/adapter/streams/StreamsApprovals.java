package io.postern.approval.adapter.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.approval.app.ApprovalLog;
import io.postern.approval.app.ApprovalView;
import io.postern.approval.app.Changes;
import io.postern.approval.app.Unavailable;
import io.postern.approval.domain.Approval;
import io.postern.approval.domain.ApprovalEvent;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.signing.RefusedEvents;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.Topics;

/** The approvals topic as log and view: appends through a producer, reads from the store of the fold. Thread-safe. */
public final class StreamsApprovals implements ApprovalLog, ApprovalView, AutoCloseable {

    /** Final approvals kept per partition of the topic. */
    static final int FINISHED_TO_KEEP = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsApprovals.class);
    private static final Duration FOLD_LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String producerName;
    private final OwnFacts own;
    private final Progress progress = new Progress();
    private final SkippedRecords skipped = new SkippedRecords();
    private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();
    private final KafkaStreams streams;
    private final KafkaProducer<String, byte[]> producer;
    private volatile boolean caughtUp;

    /**
     * @param changes is told of every change, on the thread of the fold
     */
    public StreamsApprovals(
            KafkaConnection kafka, String producerName, EventSigner signer, Path stateDirectory, Changes changes) {
        this.producerName = producerName;
        this.own = new OwnFacts(signer);
        FoldSettings settings = new FoldSettings(
                producerName,
                own,
                FINISHED_TO_KEEP,
                () -> UUID.randomUUID().toString(),
                () -> caughtUp,
                new FoldSettings.Observers(changes, progress, skipped, new RefusedEvents()));
        Properties properties = new Properties();
        properties.putAll(StreamsProperties.streams(kafka, stateDirectory));
        streams = new KafkaStreams(ApprovalTopology.build(settings), properties);
        producer =
                new KafkaProducer<>(StreamsProperties.votes(kafka), new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Returns when the view includes everything that is on the log now.
     *
     * @throws IllegalStateException where that takes longer than the limit, or cannot be
     */
    public void start(KafkaConnection kafka, Duration limit) {
        CountDownLatch running = new CountDownLatch(1);
        streams.setStateListener((state, before) -> {
            if (state == KafkaStreams.State.RUNNING || state.hasCompletedShutdown()) {
                running.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(e -> {
            lastFailure.set(e);
            LOG.atError().addKeyValue("error", rootOf(e).toString()).log("the fold failed and is started again");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        try {
            streams.start();
            boolean ready = running.await(limit.toMillis(), TimeUnit.MILLISECONDS)
                    && streams.state() != KafkaStreams.State.ERROR
                    && CatchUp.await(kafka, Topics.APPROVAL_EVENTS, progress, limit);
            if (!ready) {
                throw new IllegalStateException(
                        "the approvals at " + kafka + " were not read within " + limit.toSeconds() + " s"
                                + (lastFailure.get() == null ? "" : ": " + rootOf(lastFailure.get())),
                        lastFailure.get());
            }
            caughtUp = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the approvals", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the approvals at " + kafka, e);
        }
    }

    @Override
    public boolean isReady() {
        return caughtUp && streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Records of the topic that could not be folded, since the start. */
    public long skippedRecords() {
        return skipped.count();
    }

    @Override
    public Approval find(String approvalId) {
        return story(approvalId).approval();
    }

    @Override
    public List<Approval.Known> latest(Predicate<Approval.Known> filter, int limit) {
        List<Approval.Known> found = new ArrayList<>();
        try (KeyValueIterator<String, Story> stories = store().all()) {
            while (stories.hasNext()) {
                if (stories.next().value.approval() instanceof Approval.Known approval && filter.test(approval)) {
                    found.add(approval);
                }
            }
        } catch (InvalidStateStoreException e) {
            throw new Unavailable("the approvals are being read", e);
        }
        return found.stream()
                .sorted(Comparator.comparing(
                                (Approval.Known approval) -> approval.since().at())
                        .reversed()
                        .thenComparing(approval -> approval.request().approvalId()))
                .limit(limit)
                .toList();
    }

    @Override
    public CompletionStage<Approval> append(ApprovalEvent event) {
        Story story = story(event.approvalId());
        if (story.facts().isEmpty()) {
            return CompletableFuture.failedStage(new Unavailable("the approval is no longer held"));
        }
        SpecificRecord fact = ApprovalFacts.toAvro(event, story.metaOfNext(event.stamp(), producerName));
        return send(event.approvalId(), fact)
                .thenCompose(position -> progress.reached(position.partition(), position.offset())
                        .orTimeout(FOLD_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .thenApply(folded -> find(event.approvalId()))
                .exceptionallyCompose(e -> CompletableFuture.failedStage(unavailable(e)));
    }

    private CompletableFuture<RecordMetadata> send(String approvalId, SpecificRecord fact) {
        CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
        ProducerRecord<String, byte[]> signed = own.sign(approvalId, fact);
        try {
            var unused = producer.send(signed, (position, e) -> {
                if (e == null) {
                    acknowledged.complete(position);
                } else {
                    acknowledged.completeExceptionally(e);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private static Unavailable unavailable(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof Unavailable already
                ? already
                : new Unavailable("the log did not confirm the vote in time", cause);
    }

    private Story story(String approvalId) {
        try {
            Story story = store().get(approvalId);
            return story == null ? Story.EMPTY : story;
        } catch (InvalidStateStoreException e) {
            throw new Unavailable("the approvals are being read", e);
        }
    }

    private ReadOnlyKeyValueStore<String, Story> store() {
        if (!caughtUp) {
            throw new Unavailable("the approvals are being read");
        }
        try {
            return streams.store(
                    StoreQueryParameters.fromNameAndType(ApprovalTopology.STORE, QueryableStoreTypes.keyValueStore()));
        } catch (InvalidStateStoreException e) {
            throw new Unavailable("the approvals are being read", e);
        }
    }

    private static Throwable rootOf(@Nullable Throwable e) {
        Throwable root = e == null ? new IllegalStateException("unknown") : e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** Within some seconds at most. Leaves the consumer group at once, so that a successor need not wait. */
    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
        streams.close(
                CloseOptions.timeout(CLOSE_LIMIT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
