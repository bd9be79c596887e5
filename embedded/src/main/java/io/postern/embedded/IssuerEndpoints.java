package io.postern.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.postern.embedded.AuthorizationCodes.Grant;
import io.postern.embedded.TokenMint.Order;

/** The development issuer's HTTP side. */
final class IssuerEndpoints {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration SIGN_IN_TTL = Duration.ofHours(8);
    private static final Duration DEFAULT_TTL = Duration.ofHours(1);
    private static final Duration MAX_TTL = Duration.ofDays(30);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none';"
            + " form-action 'self' http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'";
    private static final Logger LOG = LoggerFactory.getLogger(IssuerEndpoints.class);

    private final TokenMint mint;
    private final List<DevUser> users;
    private final Set<String> hosts;
    private final SignInPage page;
    private final AuthorizationCodes codes;

    IssuerEndpoints(TokenMint mint, List<DevUser> users, int port) {
        this.mint = mint;
        this.users = List.copyOf(users);
        this.hosts = Set.of(Ports.LOOPBACK + ":" + port, "localhost:" + port);
        this.page = new SignInPage(users);
        this.codes = new AuthorizationCodes(mint.clock());
    }

    void mount(HttpServer server) {
        server.createContext("/", exchange -> answer(exchange, this::route));
    }

    private record Answer(int status, String type, String body) {}

    private interface Route {
        Answer handle(HttpExchange exchange) throws IOException;
    }

    /** Requests under another name than this machine's are some web site's, sent here by its name service. */
    private void answer(HttpExchange exchange, Route route) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                String host = exchange.getRequestHeaders().getFirst("Host");
                answer = host != null && hosts.contains(host)
                        ? route.handle(exchange)
                        : error(403, "access_denied", "not addressed to this machine");
            } catch (IllegalArgumentException e) {
                answer = error(400, "invalid_request", String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("development issuer failed");
                answer = error(500, "server_error", "internal error");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Content-Security-Policy", PAGE_POLICY);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer route(HttpExchange exchange) throws IOException {
        String target =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (target) {
            case "GET /.well-known/openid-configuration" -> json(200, discovery());
            case "GET /jwks" -> new Answer(200, JSON, mint.publicKeys());
            case "GET /authorize" ->
                new Answer(
                        200,
                        HTML,
                        page.render(AuthorizationRequest.parse(
                                Forms.parse(exchange.getRequestURI().getRawQuery()))));
            case "POST /authorize" -> authorize(exchange);
            case "POST /token" -> token(body(exchange));
            case "GET /style.css" -> new Answer(200, "text/css; charset=utf-8", page.style());
            default -> error(404, "not_found", "no such page");
        };
    }

    private Map<String, Object> discovery() {
        String base = mint.issuer().toString();
        Map<String, Object> document = new TreeMap<>();
        document.put("issuer", base);
        document.put("authorization_endpoint", base + "/authorize");
        document.put("token_endpoint", base + "/token");
        document.put("jwks_uri", base + "/jwks");
        document.put("response_types_supported", List.of("code"));
        document.put("grant_types_supported", List.of("authorization_code", DevIssuer.DEV_GRANT));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("none"));
        document.put("scopes_supported", List.of("openid"));
        document.put("claims_supported", List.of("iss", "sub", "aud", "exp", "iat", "name", "groups"));
        return document;
    }

    private Answer authorize(HttpExchange exchange) throws IOException {
        Map<String, String> form = body(exchange);
        AuthorizationRequest request = AuthorizationRequest.parse(form);
        String code = codes.issue(request, user(form));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        request.redirectUri() + "?"
                                + Forms.format(new TreeMap<>(Map.of("code", code, "state", request.state()))));
        return new Answer(303, HTML, "");
    }

    /** One of the users offered, or whoever was typed in. */
    private DevUser user(Map<String, String> form) {
        String subject = form.getOrDefault("subject", "").strip();
        return users.stream()
                .filter(user -> user.subject().equals(subject) && !form.containsKey("groups"))
                .findFirst()
                .orElseGet(() -> new DevUser(subject, subject, Forms.names(form.get("groups"))));
    }

    private Answer token(Map<String, String> form) {
        String grantType = form.getOrDefault("grant_type", "");
        if (grantType.equals("authorization_code")) {
            Optional<Grant> grant = codes.redeem(
                    form.getOrDefault("code", ""),
                    form.getOrDefault("client_id", ""),
                    form.getOrDefault("redirect_uri", ""),
                    form.getOrDefault("code_verifier", ""));
            return grant.map(this::signedIn)
                    .orElseGet(() -> error(400, "invalid_grant", "the code is not good for this client"));
        }
        if (grantType.equals(DevIssuer.DEV_GRANT)) {
            DevUser user = new DevUser(
                    form.getOrDefault("subject", ""),
                    form.getOrDefault("subject", ""),
                    Forms.names(form.get("groups")));
            Duration ttl = ttl(form);
            String audience = form.getOrDefault("audience", "postern");
            return tokens(new Order(user.subject(), user.name(), user.groups(), audience, ttl, Optional.empty()));
        }
        return error(400, "unsupported_grant_type", "authorization_code or " + DevIssuer.DEV_GRANT);
    }

    private Answer signedIn(Grant grant) {
        DevUser user = grant.user();
        return tokens(new Order(
                user.subject(),
                user.name(),
                user.groups(),
                grant.request().clientId(),
                SIGN_IN_TTL,
                grant.request().nonce()));
    }

    private Answer tokens(Order order) {
        String token = mint.mint(order);
        Map<String, Object> answer = new TreeMap<>();
        answer.put("access_token", token);
        answer.put("id_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", order.ttl().toSeconds());
        return json(200, answer);
    }

    private static Duration ttl(Map<String, String> form) {
        String text = form.get("ttl");
        if (text == null) {
            return DEFAULT_TTL;
        }
        try {
            Duration ttl = Duration.ofSeconds(Long.parseLong(text));
            if (ttl.compareTo(Duration.ofSeconds(1)) >= 0 && ttl.compareTo(MAX_TTL) <= 0) {
                return ttl;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ttl is not a number of seconds", e);
        }
        throw new IllegalArgumentException("ttl has to be 1 to " + MAX_TTL.toSeconds() + " seconds");
    }

    private static Map<String, String> body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw new IllegalArgumentException("the body has to be a form");
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                throw new IllegalArgumentException("the form is too long");
            }
            return Forms.parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static Answer error(int status, String error, String description) {
        return json(status, new TreeMap<>(Map.of("error", error, "error_description", description)));
    }

    private static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, JSON, JSONObjectUtils.toJSONString(body));
    }
}
