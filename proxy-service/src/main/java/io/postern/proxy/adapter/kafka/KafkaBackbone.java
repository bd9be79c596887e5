package io.postern.proxy.adapter.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.proxy.cancel.CancelRouter;
import io.postern.proxy.catalog.CatalogSink;
import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.config.TrustedSigners;
import io.postern.proxy.statement.Approvals;
import io.postern.proxy.statement.Decisions;
import io.postern.proxy.statement.SessionLog;
import io.postern.schemas.EventMetas;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.TopicAdmin;
import io.postern.schemas.Topics;
import io.postern.state.catalog.CatalogPublished;

/** Everything a proxy has of Kafka, under one roof. Thread-safe. */
public final class KafkaBackbone implements CatalogSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBackbone.class);

    private static final Duration MAX_SILENCE = Duration.ofSeconds(5);

    private final EventPublisher publisher;
    private final EventWriters writers;
    private final EventMetas metas;
    private final KafkaSessionLog log;
    private final KafkaDecisions decisions;
    private final KafkaApprovals approvals;
    private final KafkaCancels cancels;
    private final EventFollower follower;

    private KafkaBackbone(KafkaConnection kafka, String producer, Timeouts waits, EventTrust trust) {
        publisher = new EventPublisher(kafka);
        writers = new EventWriters(publisher);
        metas = new EventMetas(producer, Clock.systemUTC());
        log = new KafkaSessionLog(writers, metas);
        decisions = new KafkaDecisions(publisher, metas, waits, trust);
        approvals = new KafkaApprovals(writers, metas, trust);
        cancels = new KafkaCancels(publisher, metas, Clock.systemUTC());
        follower = new EventFollower(kafka, this::on);
    }

    /**
     * Creates missing topics and reads what is decided already.
     *
     * @param waits for decisions, and of parked statements
     * @param startLimit for Kafka to be there
     * @throws IllegalStateException where it is not, or a key set cannot be read
     */
    public static KafkaBackbone start(
            KafkaConnection kafka, String producer, TrustedSigners signers, Timeouts waits, Duration startLimit) {
        EventTrust trust = EventTrust.read(signers);
        TopicAdmin.createMissing(kafka, startLimit);
        KafkaBackbone backbone = new KafkaBackbone(kafka, producer, waits, trust);
        try {
            backbone.follower.caughtUp().get(startLimit.toMillis(), TimeUnit.MILLISECONDS);
            return backbone;
        } catch (InterruptedException e) {
            backbone.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        } catch (ExecutionException | TimeoutException e) {
            backbone.close();
            throw new IllegalStateException("cannot read the topics at " + kafka, e);
        }
    }

    private void on(Received received) {
        decisions.on(received);
        approvals.on(received);
        cancels.on(received);
    }

    public SessionLog log() {
        return log;
    }

    public Decisions decisions() {
        return decisions;
    }

    public Approvals approvals() {
        return approvals;
    }

    /** Of this proxy and, over the log, of the others. */
    public CancelRouter cancels() {
        return cancels.router();
    }

    /** What keeps statements from being decided or recorded, as far as is known without trying. */
    public Optional<String> trouble() {
        if (!decisions.knowsPolicy()) {
            return Optional.of("no policy is known");
        }
        if (follower.silence().compareTo(MAX_SILENCE) > 0) {
            return Optional.of("the log cannot be read");
        }
        return publisher.isFailing() ? Optional.of("the log cannot be written") : Optional.empty();
    }

    /** About how many decisions and admissions are known by heart. */
    public long tableEntries() {
        return decisions.size();
    }

    /**
     * @param listener called with the name of a database whose published catalog is not the one that was read here; must
     *     not block
     */
    public void onOtherCatalog(Consumer<String> listener) {
        decisions.onOtherCatalog(listener);
    }

    @Override
    public void publish(DatabaseCatalog catalog) {
        CatalogPublished event =
                CatalogEvents.published(metas.next(catalog.database(), 0, catalog.database(), null), catalog);
        if (!decisions.onCatalogRead(event)) {
            return;
        }
        publisher.send(Topics.CATALOG_STATE, catalog.database(), event).whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("database", catalog.database())
                        .addKeyValue("error", failure.getMessage())
                        .log("cannot publish the catalog; it is tried again with the next look at it");
            }
        });
    }

    @Override
    public void close() {
        follower.close();
        decisions.close();
        writers.close();
        publisher.close();
    }
}
