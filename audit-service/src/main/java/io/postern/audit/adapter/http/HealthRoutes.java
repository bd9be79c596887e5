package io.postern.audit.adapter.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postern.audit.app.IngestStatus.Report;
import io.postern.audit.app.SessionArchive.Holdings;
import io.vertx.ext.web.RoutingContext;

/** Alive, ready, and how far behind. */
final class HealthRoutes {

    private final AuditHttpServer.Shown shown;
    private final Reads reads;

    HealthRoutes(AuditHttpServer.Shown shown, Reads reads) {
        this.shown = shown;
        this.reads = reads;
    }

    void live(RoutingContext ctx) {
        Json.send(ctx, 200, Json.encode(Json.object().put("status", "up")));
    }

    /** Ready while the store answers and the ingest follows the log. */
    void ready(RoutingContext ctx) {
        Report ingest = shown.ingest().report();
        reads.run(() -> {
                    shown.archive().ping();
                    return true;
                })
                .otherwise(false)
                .onSuccess(store -> {
                    boolean ready = store && ingest.following();
                    Json.send(
                            ctx,
                            ready ? 200 : 503,
                            Json.encode(Json.object()
                                    .put("status", ready ? "ready" : "not ready")
                                    .put("ingest", StoryJson.lower(ingest.phase()))
                                    .put("store", store ? "up" : "away")));
                });
    }

    void status(RoutingContext ctx) {
        Report report = shown.ingest().report();
        reads.run(() -> shown.archive().holdings())
                .onSuccess(holdings -> Json.send(ctx, 200, Json.encode(status(report, holdings))))
                .onFailure(ctx::fail);
    }

    private static ObjectNode status(Report report, Holdings holdings) {
        ObjectNode json = Json.object();
        ObjectNode ingest = json.putObject("ingest");
        ingest.put("phase", StoryJson.lower(report.phase()));
        if (!report.detail().isEmpty()) {
            ingest.put("detail", report.detail());
        }
        if (report.lag() >= 0) {
            ingest.put("lag", report.lag());
        }
        json.put("unreadable", holdings.unreadable());
        holdings.lastFactAt().ifPresent(at -> Json.put(json, "lastFactAt", at));
        return json;
    }
}
