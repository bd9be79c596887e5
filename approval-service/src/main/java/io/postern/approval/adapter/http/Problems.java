package io.postern.approval.adapter.http;

import java.util.UUID;
import java.util.concurrent.CompletionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.approval.app.Unavailable;
import io.vertx.ext.web.RoutingContext;

/** Turns whatever fails a request into a JSON answer; what is not ours to explain becomes an id that the log has too. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static ObjectNode json(String error, String message) {
        return JsonNodeFactory.instance.objectNode().put("error", error).put("message", message);
    }

    static void onFailure(RoutingContext ctx) {
        if (ctx.response().ended()) {
            return;
        }
        if (ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        Problem problem = problem(ctx);
        ApprovalRoutes.answer(ctx, problem.status(), json(problem.error(), problem.message()));
    }

    private static Problem problem(RoutingContext ctx) {
        Throwable failure = ctx.failure() instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : ctx.failure();
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof Unavailable unavailable) {
            return Problem.unavailable(String.valueOf(unavailable.getMessage()));
        }
        return switch (ctx.statusCode()) {
            case 400 -> Problem.badRequest("the request cannot be read");
            case 404 -> new Problem(404, "not_found", "there is nothing here");
            case 405 -> new Problem(405, "method_not_allowed", "this address does not take this method");
            case 413 -> new Problem(413, "too_large", "the body is larger than " + VoteBody.MAX_BYTES + " bytes");
            default -> internal(failure);
        };
    }

    private static Problem internal(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("errorId", id).log("a request failed");
        return new Problem(500, "internal", "something went wrong here; error id " + id);
    }
}
