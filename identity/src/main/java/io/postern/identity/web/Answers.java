package io.postern.identity.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Refusals and small pages: JSON below {@code /api}, a page without script elsewhere. All texts are our own. */
final class Answers {

    private Answers() {}

    static void refuse(RoutingContext ctx, int status, String error, String message) {
        if (WebSecurity.isApi(ctx)) {
            ctx.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(new JsonObject()
                            .put("error", error)
                            .put("message", message)
                            .encode());
        } else {
            page(ctx, status, "Not signed in", message);
        }
    }

    static void page(RoutingContext ctx, int status, String title, String message) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", WebSecurity.CONTENT_POLICY)
                .end("""
                        <!doctype html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <title>%1$s - Postern</title>
                        <link rel="stylesheet" href="/sign-in/style.css">
                        </head>
                        <body>
                        <main>
                        <h1>%1$s</h1>
                        <p>%2$s</p>
                        <p><a href="/sign-in">Sign in</a></p>
                        </main>
                        </body>
                        </html>
                        """.formatted(title, message));
    }
}
