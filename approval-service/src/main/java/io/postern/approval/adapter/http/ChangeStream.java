package io.postern.approval.adapter.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.postern.approval.app.ApprovalView;
import io.postern.approval.app.Changes;
import io.postern.approval.domain.Approval;
import io.postern.approval.domain.Principal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Server-sent events: which of the approvals that a reader may see have changed, by id only. A stream ends after some
 * minutes, so that the reader's token is checked again when the browser reconnects. Each stream is confined to its
 * request's event loop.
 */
final class ChangeStream {

    static final int MAX_STREAMS = 500;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration GATHER = Duration.ofMillis(30);
    private static final int MAX_IDS = 500;

    private final Vertx vertx;
    private final ApprovalView view;
    private final Changes changes;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

    ChangeStream(Vertx vertx, ApprovalView view, Changes changes) {
        this.vertx = vertx;
        this.view = view;
        this.changes = changes;
    }

    /** Forwards the changes to the readers; called once. */
    Runnable start() {
        return changes.subscribe(approval -> readers.forEach(reader -> reader.onChange(approval)));
    }

    void open(RoutingContext ctx) {
        if (!view.isReady()) {
            throw Problem.unavailable("the approvals are being read");
        }
        if (readers.size() >= MAX_STREAMS) {
            throw Problem.unavailable("too many readers; try again later");
        }
        new Reader(ApprovalRoutes.reader(ctx), ctx.response(), vertx.getOrCreateContext()).open();
    }

    private final class Reader {
        private final Principal principal;
        private final HttpServerResponse response;
        private final Context context;
        private final Set<String> changed = new LinkedHashSet<>();
        private final List<Long> timers = new ArrayList<>();
        private boolean gathering;

        Reader(Principal principal, HttpServerResponse response, Context context) {
            this.principal = principal;
            this.response = response;
            this.context = context;
        }

        void open() {
            response.putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no")
                    .setChunked(true)
                    .closeHandler(closed -> close());
            response.exceptionHandler(e -> close());
            timers.add(vertx.setPeriodic(HEARTBEAT.toMillis(), tick -> send(": still here\n\n")));
            timers.add(vertx.setTimer(LIFETIME.toMillis(), tick -> end()));
            readers.add(this);
            send("retry: 1000\nevent: hello\ndata: {}\n\n");
        }

        /** Called on the thread of the fold. */
        void onChange(Approval.Known approval) {
            if (approval.request().mayBeSeenBy(principal)) {
                context.runOnContext(now -> gather(approval.request().approvalId()));
            }
        }

        private void gather(String approvalId) {
            if (changed.size() < MAX_IDS) {
                changed.add(approvalId);
            }
            if (!gathering) {
                gathering = true;
                vertx.setTimer(GATHER.toMillis(), tick -> flush());
            }
        }

        private void flush() {
            gathering = false;
            ArrayNode ids = JsonNodeFactory.instance.arrayNode();
            changed.forEach(ids::add);
            changed.clear();
            send("event: changed\ndata: "
                    + JsonNodeFactory.instance.objectNode().set("ids", ids) + "\n\n");
        }

        /** A reader that does not keep up is let go; it reconnects and reads the lists anew. */
        private void send(String text) {
            if (response.ended() || response.closed()) {
                close();
            } else if (response.writeQueueFull()) {
                end();
            } else {
                response.write(text);
            }
        }

        private void end() {
            close();
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }

        private void close() {
            readers.remove(this);
            timers.forEach(vertx::cancelTimer);
            timers.clear();
        }
    }
}
