package io.postern.approval.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The page's own files, read once from the jar. They hold no data, so they need no sign-in. */
final class Assets {

    private static final String DIRECTORY = "/io/postern/approval/web/";
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "app.css", "text/css; charset=utf-8",
            "app.js", "text/javascript; charset=utf-8",
            "api.js", "text/javascript; charset=utf-8",
            "card.js", "text/javascript; charset=utf-8",
            "text.js", "text/javascript; charset=utf-8",
            "time.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private record File(Buffer content, String type, String tag) {}

    private final Map<String, File> files = new HashMap<>();

    Assets() {
        FILES.forEach((name, type) -> {
            byte[] content = read(name);
            files.put(name, new File(Buffer.buffer(content), type, '"' + digest(content) + '"'));
        });
    }

    void mount(Router router) {
        router.get("/assets/:name").handler(ctx -> serve(ctx, ctx.pathParam("name")));
    }

    void page(RoutingContext ctx) {
        serve(ctx, "index.html");
    }

    private void serve(RoutingContext ctx, String name) {
        File file = files.get(name);
        if (file == null) {
            ctx.fail(404);
            return;
        }
        ctx.response().putHeader("Cache-Control", "no-cache").putHeader("ETag", file.tag());
        if (file.tag().equals(ctx.request().getHeader("If-None-Match"))) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.response().putHeader("Content-Type", file.type()).end(file.content());
        }
    }

    private static byte[] read(String name) {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream(DIRECTORY + name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + DIRECTORY + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
