package io.postern.approval.adapter.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.postern.approval.app.ApprovalView;
import io.postern.approval.app.Changes;
import io.postern.approval.app.Votes;
import io.postern.approval.config.HttpEndpoint;
import io.postern.identity.web.SignIn;
import io.postern.identity.web.WebSecurity;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The HTTP server. Thread-safe; whoever made the Vert.x instance closes it, and the server with it. */
public final class ApprovalHttp implements AutoCloseable {

    private static final Duration LISTEN_LIMIT = Duration.ofSeconds(10);

    /** The approvals as the server reads and changes them. */
    public record Approvals(ApprovalView view, Votes votes, Changes changes) {}

    private final Runnable subscription;

    private ApprovalHttp(Runnable subscription) {
        this.subscription = subscription;
    }

    /**
     * Returns when the server listens.
     *
     * @throws IllegalStateException naming the port, where it cannot
     */
    public static ApprovalHttp start(Vertx vertx, HttpEndpoint endpoint, SignIn signIn, Approvals approvals) {
        ChangeStream stream = new ChangeStream(vertx, approvals.view(), approvals.changes());
        Router router = router(vertx, signIn, approvals, stream);
        HttpServerOptions options = new HttpServerOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        try {
            vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cannotListen(endpoint, e);
        } catch (ExecutionException | TimeoutException e) {
            throw cannotListen(endpoint, e);
        }
        return new ApprovalHttp(stream.start());
    }

    private static IllegalStateException cannotListen(HttpEndpoint endpoint, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new IllegalStateException(
                "approval-service cannot listen on " + endpoint.host() + " port " + endpoint.port() + ": "
                        + cause.getMessage(),
                cause);
    }

    private static Router router(Vertx vertx, SignIn signIn, Approvals approvals, ChangeStream stream) {
        Assets assets = new Assets();
        Router router = Router.router(vertx);
        router.route().handler(WebSecurity.headers());
        router.get("/health/live").handler(ctx -> answer(ctx, true));
        router.get("/health/ready").handler(ctx -> answer(ctx, approvals.view().isReady()));
        signIn.mount(router);
        assets.mount(router);
        router.get("/").handler(signIn.required()).handler(assets::page);
        router.get("/approvals/:id").handler(signIn.required()).handler(assets::page);
        router.route("/api/*").handler(signIn.required());
        router.get("/api/events").handler(stream::open);
        new ApprovalRoutes(vertx, approvals.view(), approvals.votes()).mount(router);
        router.route().failureHandler(Problems::onFailure);
        for (int status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, Problems::onFailure);
        }
        return router;
    }

    private static void answer(RoutingContext ctx, boolean isWell) {
        ctx.response()
                .setStatusCode(isWell ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(isWell ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
    }

    @Override
    public void close() {
        subscription.run();
    }
}
