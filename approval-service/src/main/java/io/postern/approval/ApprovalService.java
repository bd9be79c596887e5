package io.postern.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.approval.adapter.http.ApprovalHttp;
import io.postern.approval.adapter.streams.StreamsApprovals;
import io.postern.approval.app.Changes;
import io.postern.approval.app.Votes;
import io.postern.approval.config.ApprovalConfig;
import io.postern.identity.TokenVerifier;
import io.postern.identity.signing.EventSigner;
import io.postern.identity.web.SignIn;
import io.postern.identity.web.SignInSettings;
import io.postern.schemas.TopicAdmin;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The running approval service. Several may live in one JVM, one after the other or on different ports. */
public final class ApprovalService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalService.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final String COOKIE = "postern-approvals";

    private final Deque<AutoCloseable> parts;

    private ApprovalService(Deque<AutoCloseable> parts) {
        this.parts = parts;
    }

    /**
     * Returns when the approvals on the log are folded and the page can be opened.
     *
     * @throws IllegalStateException where Kafka does not answer for a minute, or the signing key cannot be read or the
     *     port is taken, which the message names
     */
    public static ApprovalService start(ApprovalConfig config) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Changes changes = new Changes();
            StreamsApprovals approvals = new StreamsApprovals(
                    config.kafka(),
                    config.producer(),
                    EventSigner.read(config.signingKey()),
                    config.stateDirectory(),
                    changes);
            parts.push(approvals);
            Vertx vertx = vertx();
            parts.push(() -> close(vertx));
            Votes votes = new Votes(
                    approvals,
                    approvals,
                    Clock.systemUTC(),
                    () -> UUID.randomUUID().toString());
            // Before the fold joins its group: a second service that finds the port taken must not disturb the first.
            parts.push(ApprovalHttp.start(
                    vertx,
                    config.http(),
                    signIn(vertx, config),
                    new ApprovalHttp.Approvals(approvals, votes, changes)));
            TopicAdmin.createMissing(config.kafka(), START_LIMIT);
            approvals.start(config.kafka(), START_LIMIT);
            LOG.atInfo().addKeyValue("address", config.http().publicUrl()).log("approval-service is ready");
            return new ApprovalService(parts);
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static SignIn signIn(Vertx vertx, ApprovalConfig config) {
        return SignIn.create(
                vertx,
                new SignInSettings(
                        config.oidc(), config.clientId(), config.http().publicUrl(), COOKIE),
                TokenVerifier.create(config.oidc()));
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(16)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static void close(Vertx vertx) throws ExecutionException, InterruptedException, TimeoutException {
        vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("a part did not close cleanly");
            }
        }
    }

    /** Within some seconds; what people did before is on the log. Idempotent. */
    @Override
    public synchronized void close() {
        closeAll(parts);
    }
}
