package io.postern.audit.adapter.http;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import io.postern.audit.app.SessionArchive;
import io.postern.audit.app.SessionArchive.SessionFilter;
import io.postern.audit.app.SessionArchive.StatementFilter;
import io.postern.audit.app.SessionPage;
import io.postern.audit.app.StoreUnavailable;
import io.postern.audit.domain.StoryText;
import io.postern.identity.Identity;
import io.postern.identity.web.SignIn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;

/** Sessions, stories, statements. Who reads what is logged. */
final class SessionRoutes {

    private static final int SESSIONS = 50;
    private static final int STATEMENTS = 200;
    private static final int MAX_LISTED = 200;
    private static final int MAX_STATEMENTS = 500;
    private static final String LATEST = "latest";
    private static final Logger LOG = LoggerFactory.getLogger(SessionRoutes.class);

    private final SessionArchive archive;
    private final Reads reads;

    SessionRoutes(SessionArchive archive, Reads reads) {
        this.archive = archive;
        this.reads = reads;
    }

    void list(RoutingContext ctx) {
        SessionFilter filter = new SessionFilter(
                Query.text(ctx, "subject"),
                Query.text(ctx, "database"),
                Query.text(ctx, "before"),
                Query.limit(ctx, SESSIONS, MAX_LISTED));
        reads.run(() -> {
                    Optional<String> before = filter.before();
                    if (before.isPresent() && archive.facts(before.get()).isEmpty()) {
                        throw new BadRequest("before is not the id of a session");
                    }
                    return Json.encode(ListJson.sessions(archive.sessions(filter), filter.limit()));
                })
                .onSuccess(json -> Json.send(ctx, 200, json))
                .onFailure(ctx::fail);
    }

    void statements(RoutingContext ctx) {
        StatementFilter filter = new StatementFilter(
                Query.text(ctx, "fingerprint"), Query.verdict(ctx), Query.limit(ctx, SESSIONS, MAX_LISTED));
        reads.run(() -> Json.encode(ListJson.statements(archive.statements(filter))))
                .onSuccess(json -> {
                    reading(ctx).log("statements searched");
                    Json.send(ctx, 200, json);
                })
                .onFailure(ctx::fail);
    }

    void story(RoutingContext ctx) {
        ctx.response().putHeader("Vary", "Accept");
        if (wantsText(ctx)) {
            text(ctx);
        } else {
            json(ctx);
        }
    }

    private static boolean wantsText(RoutingContext ctx) {
        for (MIMEHeader accepted : ctx.parsedHeaders().accept()) {
            if (accepted.component().equals("text") && accepted.subComponent().equals("plain")) {
                return true;
            }
            if (accepted.component().equals("application")
                    || accepted.component().equals("*")) {
                return false;
            }
        }
        return false;
    }

    private record Answer(Optional<Buffer> json, String tag) {}

    private void json(RoutingContext ctx) {
        String asked = ctx.pathParam("id");
        Optional<String> after = Query.text(ctx, "after");
        int limit = Query.limit(ctx, STATEMENTS, MAX_STATEMENTS);
        Optional<String> known = Optional.ofNullable(ctx.request().getHeader("If-None-Match"));
        reads.run(() -> {
                    Optional<String> id = resolve(asked);
                    Optional<Long> facts = id.isEmpty() ? Optional.empty() : archive.facts(id.get());
                    if (id.isEmpty() || facts.isEmpty()) {
                        return Optional.<Answer>empty();
                    }
                    String tag = "\"" + facts.get() + "\"";
                    if (known.isPresent() && known.get().equals(tag) && !asked.equals(LATEST)) {
                        return Optional.of(new Answer(Optional.empty(), tag));
                    }
                    return archive.story(id.get(), after, limit).map(page -> {
                        logRead(ctx, page);
                        return new Answer(Optional.of(Json.encode(StoryJson.of(page))), "\"" + page.facts() + "\"");
                    });
                })
                .onSuccess(answer -> answer.ifPresentOrElse(found -> send(ctx, found), () -> unknown(ctx)))
                .onFailure(ctx::fail);
    }

    private static void send(RoutingContext ctx, Answer answer) {
        ctx.response().putHeader("ETag", answer.tag());
        answer.json()
                .ifPresentOrElse(
                        json -> Json.send(ctx, 200, json),
                        () -> ctx.response().setStatusCode(304).end());
    }

    /** The whole story, written part by part. */
    private void text(RoutingContext ctx) {
        String asked = ctx.pathParam("id");
        reads.run(() -> {
                    Optional<String> id = resolve(asked);
                    return id.isEmpty()
                            ? Optional.<SessionPage>empty()
                            : archive.story(id.get(), Optional.empty(), STATEMENTS);
                })
                .compose(first -> {
                    if (first.isEmpty()) {
                        unknown(ctx);
                        return Future.succeededFuture();
                    }
                    logRead(ctx, first.get());
                    HttpServerResponse response =
                            ctx.response().setChunked(true).putHeader("Content-Type", "text/plain; charset=utf-8");
                    return response.write(StoryText.head(first.get().story()))
                            .compose(written -> statements(response, first.get()));
                })
                .onFailure(ctx::fail);
    }

    private Future<Void> statements(HttpServerResponse response, SessionPage page) {
        Future<Void> written = response.write(StoryText.statements(page.story(), Math.toIntExact(page.before() + 1)));
        if (page.next().isEmpty()) {
            return written.compose(done -> response.end(StoryText.tail(page.story())));
        }
        return written.compose(
                        done -> reads.run(() -> archive.story(page.story().sessionId(), page.next(), STATEMENTS)
                                .orElseThrow(() -> new IllegalStateException("a stored session is gone"))))
                .compose(next -> statements(response, next));
    }

    private Optional<String> resolve(String asked) throws StoreUnavailable {
        return asked.equals(LATEST) ? archive.latest() : Optional.of(asked);
    }

    private static void unknown(RoutingContext ctx) {
        AuditHttpServer.notFound(ctx, "No such session on record.");
    }

    private static void logRead(RoutingContext ctx, SessionPage page) {
        reading(ctx).addKeyValue("sessionId", page.story().sessionId()).log("session read");
    }

    private static LoggingEventBuilder reading(RoutingContext ctx) {
        Identity identity = SignIn.identity(ctx);
        return LOG.atInfo().addKeyValue("principal", identity.subject()).addKeyValue("issuer", identity.issuer());
    }
}
