package io.postern.approval.adapter.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.approval.app.ApprovalView;
import io.postern.approval.app.VoteOutcome;
import io.postern.approval.app.Votes;
import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Principal;
import io.postern.approval.domain.Refusal;
import io.postern.approval.domain.Status;
import io.postern.identity.Identity;
import io.postern.identity.web.SignIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The REST API below {@code /api}, behind the sign-in. */
final class ApprovalRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalRoutes.class);
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Vertx vertx;
    private final ApprovalView view;
    private final Votes votes;

    ApprovalRoutes(Vertx vertx, ApprovalView view, Votes votes) {
        this.vertx = vertx;
        this.view = view;
        this.votes = votes;
    }

    void mount(Router router) {
        router.get("/api/me").handler(ctx -> answer(ctx, 200, ApprovalJson.principal(reader(ctx))));
        router.get("/api/approvals").handler(this::onList);
        router.get("/api/approvals/:id").handler(this::onGet);
        mountVote(router, "/api/approvals/:id/approve", votes::approve);
        mountVote(router, "/api/approvals/:id/deny", votes::deny);
    }

    private void mountVote(Router router, String path, Ballot ballot) {
        router.post(path).handler(ApprovalRoutes::requireJson);
        router.post(path).handler(BodyHandler.create(false).setBodyLimit(VoteBody.MAX_BYTES));
        router.post(path).handler(ctx -> onVote(ctx, ballot));
    }

    static Principal reader(RoutingContext ctx) {
        Identity identity = SignIn.identity(ctx);
        return new Principal(identity.issuer(), identity.subject(), List.copyOf(identity.groups()));
    }

    static void answer(RoutingContext ctx, int status, ObjectNode json) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json.toString());
    }

    private void onList(RoutingContext ctx) {
        Principal reader = reader(ctx);
        Predicate<Approval.Known> asked = asked(ctx.request().getParam("state", ""));
        int limit = limit(ctx.request().getParam("limit", String.valueOf(DEFAULT_LIMIT)));
        Predicate<Approval.Known> visible = approval -> approval.request().mayBeSeenBy(reader) && asked.test(approval);
        blocking(() -> {
                    Instant now = votes.now();
                    List<Approval.Known> found = view.latest(visible, limit + 1);
                    boolean limited = found.size() > limit;
                    return ApprovalJson.list(limited ? found.subList(0, limit) : found, limited, reader, now);
                })
                .onSuccess(json -> answer(ctx, 200, json))
                .onFailure(ctx::fail);
    }

    private static Predicate<Approval.Known> asked(String state) {
        return switch (state) {
            case "pending" -> approval -> approval.status() == Status.PENDING;
            case "decided" -> approval -> approval.status() != Status.PENDING;
            default -> throw Problem.badRequest("state: has to be pending or decided");
        };
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            LOG.atTrace().addKeyValue("error", "limit").log("not a number");
        }
        throw Problem.badRequest("limit: has to be 1 to " + MAX_LIMIT);
    }

    private void onGet(RoutingContext ctx) {
        Principal reader = reader(ctx);
        String id = ctx.pathParam("id");
        blocking(() -> view.find(id))
                .map(found -> {
                    if (found instanceof Approval.Known approval
                            && approval.request().mayBeSeenBy(reader)) {
                        return ApprovalJson.approval(approval, reader, votes.now());
                    }
                    throw Problem.notFound();
                })
                .onSuccess(json -> answer(ctx, 200, json))
                .onFailure(ctx::fail);
    }

    private static void requireJson(RoutingContext ctx) {
        String type = ctx.request().getHeader("Content-Type");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json")) {
            throw new Problem(415, "unsupported_media_type", "the content type has to be application/json");
        }
        ctx.next();
    }

    private interface Ballot {
        CompletionStage<VoteOutcome> cast(String approvalId, Principal by, String reason);
    }

    private void onVote(RoutingContext ctx, Ballot ballot) {
        Principal voter = reader(ctx);
        String id = ctx.pathParam("id");
        String reason = VoteBody.reason(
                ctx.body().buffer() == null ? new byte[0] : ctx.body().buffer().getBytes());
        blocking(() -> ballot.cast(id, voter, reason))
                .compose(stage -> Future.fromCompletionStage(stage, vertx.getOrCreateContext()))
                .onSuccess(outcome -> onOutcome(ctx, voter, outcome))
                .onFailure(ctx::fail);
    }

    private void onOutcome(RoutingContext ctx, Principal voter, VoteOutcome outcome) {
        if (outcome instanceof VoteOutcome.Counted counted) {
            LOG.atInfo()
                    .addKeyValue("approvalId", counted.approval().request().approvalId())
                    .addKeyValue("principal", voter.subject())
                    .addKeyValue("state", counted.approval().status())
                    .log("vote recorded");
            answer(ctx, 200, ApprovalJson.approval(counted.approval(), voter, votes.now()));
        } else if (outcome instanceof VoteOutcome.Overtaken overtaken) {
            refuse(ctx, Refusal.ALREADY_DECIDED, overtaken.approval(), voter);
        } else if (outcome instanceof VoteOutcome.Refused refused) {
            refuse(ctx, refused.refusal(), refused.approval(), voter);
        } else {
            ctx.fail(Problem.notFound());
        }
    }

    private void refuse(RoutingContext ctx, Refusal refusal, Approval.Known approval, Principal voter) {
        LOG.atInfo()
                .addKeyValue("approvalId", approval.request().approvalId())
                .addKeyValue("principal", voter.subject())
                .addKeyValue("error", refusal)
                .log("vote refused");
        ObjectNode json = Problems.json(refusal.name().toLowerCase(Locale.ROOT), refusal.message());
        json.set("approval", ApprovalJson.approval(approval, voter, votes.now()));
        answer(ctx, status(refusal), json);
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> 404;
            case OWN_REQUEST, NOT_AN_APPROVER -> 403;
            case ALREADY_DECIDED, TOO_LATE, NOT_YET_OVER -> 409;
            case REASON_MISSING, REASON_TOO_LONG -> 400;
        };
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
