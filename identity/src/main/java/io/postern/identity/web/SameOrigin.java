package io.postern.identity.web;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Whether a request that a cookie vouches for was made by the service's own page. */
final class SameOrigin {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SameOrigin() {}

    static boolean changesState(HttpServerRequest request) {
        return !SAFE.contains(request.method());
    }

    /** By Fetch Metadata where the browser sends it, by {@code Origin} otherwise; a request with neither is not. */
    static boolean isSameOrigin(HttpServerRequest request, URI publicUrl) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        return publicUrl.toString().equals(request.getHeader("Origin"));
    }

    static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null) {
            return false;
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT)
                .equals("application/json");
    }
}
