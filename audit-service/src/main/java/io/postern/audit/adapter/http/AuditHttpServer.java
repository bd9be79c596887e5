package io.postern.audit.adapter.http;

import java.net.BindException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.postern.audit.app.IngestStatus;
import io.postern.audit.app.SessionArchive;
import io.postern.audit.app.StoreUnavailable;
import io.postern.identity.Identity;
import io.postern.identity.web.SignIn;
import io.postern.identity.web.WebSecurity;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The routes:
 *
 * <pre>
 * GET /                    the page: sessions
 * GET /sessions/:id        the page: one session's replay
 * GET /api/sessions        ?subject= &amp;database= &amp;before=SESSION &amp;limit=    newest first, 200 at most
 * GET /api/sessions/:id    ?after=STATEMENT &amp;limit=    the story; "latest" is an id; text/plain for terminals, whole
 * GET /api/statements      ?fingerprint= &amp;verdict= &amp;limit=    newest first, 200 at most
 * GET /api/status          how far the store is behind the log
 * GET /api/me              who is signed in
 * GET /health/live, /health/ready
 * </pre>
 *
 * Errors below {@code /api} are JSON: 400, 401, 403, 404, 503 while the store is away, 500 with an id that is in the log.
 */
public final class AuditHttpServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private static final int READERS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(AuditHttpServer.class);

    private final HttpServer server;
    private final WorkerExecutor readers;

    private AuditHttpServer(HttpServer server, WorkerExecutor readers) {
        this.server = server;
        this.readers = readers;
    }

    /** What the routes show. */
    public record Shown(SessionArchive archive, IngestStatus ingest) {}

    /** Who may see it. */
    public record Gate(SignIn signIn, Set<String> auditorGroups) {
        public Gate {
            auditorGroups = Set.copyOf(auditorGroups);
        }
    }

    /**
     * Returns when the port is bound.
     *
     * @throws IllegalStateException naming the port where it cannot be
     */
    public static AuditHttpServer start(Vertx vertx, String host, int port, Shown shown, Gate gate) {
        WorkerExecutor readers =
                vertx.createSharedWorkerExecutor("audit-reads", READERS, READ_LIMIT.toSeconds(), TimeUnit.SECONDS);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setMaxHeaderSize(16 * 1024)
                        .setMaxInitialLineLength(8 * 1024)
                        .setIdleTimeout(60)
                        .setCompressionSupported(true))
                .requestHandler(router(vertx, readers, shown, gate));
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new AuditHttpServer(server, readers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while binding http port " + port, e);
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof BindException ? "it is in use" : String.valueOf(e.getCause());
            throw new IllegalStateException("http.port: cannot listen on " + host + ":" + port + ": " + why, e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("http.port: cannot listen on " + host + ":" + port + " in time", e);
        }
    }

    @Override
    public void close() {
        server.close();
        readers.close();
    }

    private static Router router(Vertx vertx, WorkerExecutor readers, Shown shown, Gate gate) {
        Router router = Router.router(vertx);
        StaticFiles files = new StaticFiles();
        Reads reads = new Reads(readers);
        router.route().handler(WebSecurity.headers());
        router.route().failureHandler(AuditHttpServer::onFailure);
        HealthRoutes health = new HealthRoutes(shown, reads);
        router.get("/health/live").handler(health::live);
        router.get("/health/ready").handler(health::ready);
        router.get("/assets/:file").handler(files::asset);
        router.get("/favicon.ico").handler(files::icon);
        gate.signIn().mount(router);
        router.route("/api/*").handler(gate.signIn().required()).handler(ctx -> onlyAuditors(ctx, gate, files));
        router.get("/").handler(gate.signIn().required()).handler(ctx -> onlyAuditors(ctx, gate, files));
        router.get("/sessions/:id").handler(gate.signIn().required()).handler(ctx -> onlyAuditors(ctx, gate, files));

        SessionRoutes sessions = new SessionRoutes(shown.archive(), reads);
        router.get("/api/sessions").handler(sessions::list);
        router.get("/api/sessions/:id").handler(sessions::story);
        router.get("/api/statements").handler(sessions::statements);
        router.get("/api/status").handler(health::status);
        router.get("/api/me").handler(AuditHttpServer::me);
        router.get("/").handler(files::page);
        router.get("/sessions/:id").handler(files::page);
        router.route().handler(ctx -> notFound(ctx, "There is nothing here."));
        return router;
    }

    private static void onlyAuditors(RoutingContext ctx, Gate gate, StaticFiles files) {
        Identity identity = SignIn.identity(ctx);
        if (gate.auditorGroups().stream().anyMatch(identity::isIn)) {
            ctx.next();
            return;
        }
        LOG.atWarn()
                .addKeyValue("principal", identity.subject())
                .addKeyValue("issuer", identity.issuer())
                .log("not an auditor");
        if (isApi(ctx)) {
            Json.error(ctx, 403, "forbidden", "Only auditors may read the log.");
        } else {
            files.forbidden(ctx);
        }
    }

    private static void me(RoutingContext ctx) {
        Json.send(
                ctx,
                200,
                Json.encode(Json.object().put("subject", SignIn.identity(ctx).subject())));
    }

    static void notFound(RoutingContext ctx, String message) {
        if (isApi(ctx)) {
            Json.error(ctx, 404, "not_found", message);
        } else {
            ctx.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(message + "\n");
        }
    }

    private static boolean isApi(RoutingContext ctx) {
        return ctx.normalizedPath().startsWith("/api/");
    }

    private static void onFailure(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (ctx.response().headWritten()) {
            ctx.request().connection().close();
        } else if (failure instanceof BadRequest bad) {
            Json.error(ctx, 400, "bad_request", String.valueOf(bad.getMessage()));
        } else if (failure instanceof StoreUnavailable) {
            ctx.response().putHeader("Retry-After", "5");
            Json.error(ctx, 503, "store_unavailable", "The store does not answer. Try again.");
        } else if (failure == null) {
            Json.error(ctx, ctx.statusCode(), "bad_request", "The request cannot be answered.");
        } else {
            String id = UUID.randomUUID().toString();
            LOG.atError().addKeyValue("error", id).setCause(failure).log("request failed");
            Json.error(ctx, 500, "internal", "Something went wrong. The service's log has it under " + id + ".");
        }
    }
}
