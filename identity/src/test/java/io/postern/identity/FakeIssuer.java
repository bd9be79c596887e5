package io.postern.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An issuer over real HTTP that signs in "ada" without asking, and can be told to misbehave. */
public final class FakeIssuer implements AutoCloseable {

    private final HttpServer server;
    private final JWK signingKey;
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile List<JWK> published;
    private volatile UnaryOperator<String> discovery = UnaryOperator.identity();
    private volatile Consumer<JWTClaimsSet.Builder> idToken = claims -> {};

    private FakeIssuer(HttpServer server, JWK signingKey) {
        this.server = server;
        this.signingKey = signingKey;
        this.published = List.of(signingKey);
    }

    public static FakeIssuer start(JWK signingKey) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeIssuer issuer = new FakeIssuer(server, signingKey);
            server.createContext("/", issuer::answer);
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void publish(JWK... keys) {
        published = List.of(keys);
    }

    /** @param change of the discovery document's text */
    public void changeDiscovery(UnaryOperator<String> change) {
        discovery = change;
    }

    /** @param change of what the next id_tokens say */
    public void changeIdToken(Consumer<JWTClaimsSet.Builder> change) {
        idToken = change;
    }

    public int keyFetches() {
        return keyFetches.get();
    }

    public String token(JWK key, String audience, Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .subject("ada")
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("groups", List.of("approvers"));
        change.accept(claims);
        return TestTokens.sign(key, claims.build(), UnaryOperator.identity());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/.well-known/openid-configuration" -> send(exchange, 200, discovery.apply(document()));
                case "/keys" -> {
                    keyFetches.incrementAndGet();
                    send(
                            exchange,
                            200,
                            new JWKSet(published.stream().map(JWK::toPublicJWK).toList()).toString());
                }
                case "/huge" -> send(exchange, 200, "{\"keys\":[],\"x\":\"" + "x".repeat(1 << 20) + "\"}");
                case "/moved" -> {
                    exchange.getResponseHeaders().set("Location", uri() + "/keys");
                    send(exchange, 302, "");
                }
                case "/authorize" -> authorize(exchange);
                case "/token" -> redeem(exchange);
                default -> send(exchange, 404, "");
            }
        }
    }

    private String document() {
        return JSONObjectUtils.toJSONString(Map.of(
                "issuer", uri().toString(),
                "jwks_uri", uri() + "/keys",
                "authorization_endpoint", uri() + "/authorize",
                "token_endpoint", uri() + "/token"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> request = form(exchange.getRequestURI().getRawQuery());
        String code = "code-" + codes.size();
        codes.put(code, request);
        exchange.getResponseHeaders()
                .set("Location", request.get("redirect_uri") + "?code=" + code + "&state=" + request.get("state"));
        send(exchange, 302, "");
    }

    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
        if (request == null
                || !challenge(form.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"))
                || !form.getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))
                || !form.getOrDefault("client_id", "").equals(request.get("client_id"))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = token(signingKey, form.getOrDefault("client_id", ""), claims -> {
            claims.claim("nonce", request.get("nonce"));
            idToken.accept(claims);
        });
        send(exchange, 200, JSONObjectUtils.toJSONString(Map.of("id_token", token, "token_type", "Bearer")));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
