package io.postern.identity.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** The headers of every answer: nothing but the service's own files loads, nothing frames it, API answers stay uncached. */
public final class WebSecurity {

    static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private WebSecurity() {}

    /** To be mounted before every other handler. */
    public static Handler<RoutingContext> headers() {
        return ctx -> {
            MultiMap headers = ctx.response().headers();
            headers.set("Content-Security-Policy", CONTENT_POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            if (isApi(ctx)) {
                headers.set("Cache-Control", "no-store");
            }
            ctx.next();
        };
    }

    static boolean isApi(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        return path.equals("/api") || path.startsWith("/api/");
    }
}
