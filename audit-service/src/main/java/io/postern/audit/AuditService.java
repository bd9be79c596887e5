package io.postern.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.audit.adapter.avro.AvroFacts;
import io.postern.audit.adapter.http.AuditHttpServer;
import io.postern.audit.adapter.http.AuditHttpServer.Gate;
import io.postern.audit.adapter.http.AuditHttpServer.Shown;
import io.postern.audit.adapter.kafka.SessionLogIngest;
import io.postern.audit.adapter.store.PostgresStore;
import io.postern.audit.app.IngestStatus;
import io.postern.audit.config.AccessSettings;
import io.postern.audit.config.AuditConfig;
import io.postern.audit.config.StoreSettings;
import io.postern.identity.TokenVerifier;
import io.postern.identity.web.SignIn;
import io.postern.identity.web.SignInSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The running service. Several can run at once on one store; several can follow one another in one process. */
public final class AuditService implements AutoCloseable {

    private static final Duration STORE_LIMIT = Duration.ofSeconds(30);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final String COOKIE = "postern-audit";
    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);

    /** In the order of starting. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private AuditService() {}

    /**
     * Returns when the store is reachable and HTTP listens. Kafka may come later.
     *
     * @throws IllegalStateException where the store is not reachable within 30 seconds, or the port is taken
     */
    public static AuditService start(AuditConfig config) {
        AuditService service = new AuditService();
        try {
            service.open(config);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void open(AuditConfig config) {
        AvroFacts facts = new AvroFacts();
        StoreSettings at = config.store();
        PostgresStore store =
                PostgresStore.open(at.jdbcUrl(), at.user(), at.password().resolve(), facts, STORE_LIMIT);
        parts.push(store);
        IngestStatus status = new IngestStatus();
        Vertx vertx = vertx();
        parts.push(() -> close(vertx));
        parts.push(AuditHttpServer.start(
                vertx,
                config.http().host(),
                config.http().port(),
                new Shown(store.archive(), status),
                new Gate(signIn(vertx, config), config.access().auditorGroups())));
        parts.push(SessionLogIngest.start(config.kafka(), facts, store.facts(), status));
        LOG.atInfo()
                .addKeyValue("url", config.http().publicUrl())
                .addKeyValue("store", at.jdbcUrl())
                .log("audit service ready");
    }

    private static SignIn signIn(Vertx vertx, AuditConfig config) {
        AccessSettings access = config.access();
        return SignIn.create(
                vertx,
                new SignInSettings(
                        access.oidc(), access.clientId(), config.http().publicUrl(), COOKIE),
                TokenVerifier.create(access.oidc()));
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private static void close(Vertx vertx) throws ExecutionException, InterruptedException, TimeoutException {
        vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Stops after the batch at hand; nothing that was read is lost. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.atWarn().addKeyValue("error", e.toString()).log("a part did not close");
            }
        }
    }
}
