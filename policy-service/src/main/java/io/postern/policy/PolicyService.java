package io.postern.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.identity.signing.EventSigner;
import io.postern.policy.adapter.streams.PolicyPublisher;
import io.postern.policy.adapter.streams.PolicyTopology;
import io.postern.policy.adapter.streams.StreamsSettings;
import io.postern.policy.config.PolicyConfig;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.policy.domain.Policy;
import io.postern.schemas.EventMetas;
import io.postern.schemas.TopicAdmin;

/** The running service. Thread-safe. */
public final class PolicyService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyService.class);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int MAX_REPLACED_THREADS = 20;
    private static final String SAMPLE = "shop-policy.yaml";

    private final KafkaStreams streams;

    private PolicyService(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Puts the policy of the file in force and answers requests; returns when ready.
     *
     * @throws PolicyInvalid with all problems of the policy file
     * @throws IllegalStateException where the file or the signing key cannot be read, or Kafka is not there within a minute
     */
    public static PolicyService start(PolicyConfig config) throws PolicyInvalid {
        String document = read(config);
        Policy policy = PolicyDocument.read(document);
        EventSigner signer = EventSigner.read(config.signingKey());
        EventMetas metas = new EventMetas(config.producer(), Clock.systemUTC());
        TopicAdmin.createMissing(config.kafka(), START_LIMIT);
        new PolicyPublisher(config.kafka(), signer, metas, START_LIMIT).publish(policy, document, config.producer());
        KafkaStreams streams = new KafkaStreams(
                PolicyTopology.build(policy.name(), signer, metas),
                StreamsSettings.of(config.kafka(), config.stateDirectory()));
        PolicyService service = new PolicyService(streams);
        service.run();
        LOG.atInfo()
                .addKeyValue("policy", policy.name())
                .addKeyValue("policyVersion", policy.version())
                .log("policy-service is ready");
        return service;
    }

    /** The policy of the demo shop, with comments: a start for one's own. */
    public static String samplePolicy() {
        try (InputStream in = PolicyService.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + SAMPLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(PolicyConfig config) {
        try {
            return Files.readString(config.policyFile());
        } catch (IOException e) {
            throw new IllegalStateException("policy.file cannot be read: " + config.policyFile(), e);
        }
    }

    private void run() {
        CountDownLatch settled = new CountDownLatch(1);
        AtomicInteger replaced = new AtomicInteger();
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.atError()
                    .addKeyValue("error", failure.getClass().getName())
                    .setCause(failure)
                    .log("stream thread failed");
            return replaced.incrementAndGet() > MAX_REPLACED_THREADS
                    ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                    : StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                settled.countDown();
            }
        });
        streams.start();
        try {
            boolean ready = settled.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    && streams.state() == KafkaStreams.State.RUNNING;
            if (!ready) {
                close();
                throw new IllegalStateException(
                        "policy-service was not ready within " + START_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("interrupted while starting policy-service", e);
        }
    }

    /** Stops answering and gives its partitions up, so that another instance takes over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.timeout(StreamsSettings.closeLimit())
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
