package io.postern.audit.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The page and its style and scripts, read from the jar once. */
final class StaticFiles {

    private static final List<String> ASSETS =
            List.of("audit.css", "main.js", "list.js", "replay.js", "elements.js", "format.js", "icon.svg");

    private record Loaded(String type, Buffer content) {}

    private final Map<String, Loaded> assets = new LinkedHashMap<>();
    private final Buffer page = read("index.html");
    private final Buffer forbidden = read("forbidden.html");

    StaticFiles() {
        ASSETS.forEach(name -> assets.put(name, new Loaded(type(name), read(name))));
    }

    /** One page for all addresses; its script looks at the address. */
    void page(RoutingContext ctx) {
        html(ctx, 200, page);
    }

    void forbidden(RoutingContext ctx) {
        html(ctx, 403, forbidden);
    }

    /** Browsers ask for it on pages that name no icon. */
    void icon(RoutingContext ctx) {
        asset(ctx, "icon.svg");
    }

    void asset(RoutingContext ctx) {
        asset(ctx, ctx.pathParam("file"));
    }

    private void asset(RoutingContext ctx, String name) {
        Loaded asset = assets.get(name);
        if (asset == null) {
            AuditHttpServer.notFound(ctx, "There is nothing here.");
        } else {
            ctx.response()
                    .putHeader("Content-Type", asset.type())
                    .putHeader("Cache-Control", "no-cache")
                    .end(asset.content());
        }
    }

    private static void html(RoutingContext ctx, int status, Buffer content) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(content);
    }

    private static String type(String name) {
        if (name.endsWith(".css")) {
            return "text/css; charset=utf-8";
        }
        return name.endsWith(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
    }

    private static Buffer read(String name) {
        try (@Nullable InputStream in = StaticFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: page/" + name);
            }
            return Buffer.buffer(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read page/" + name, e);
        }
    }
}
