package io.postern.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.nimbusds.jose.util.JSONObjectUtils;

/**
 * What Postern asks of the issuer over HTTP. Every call blocks, for at most {@link #TIMEOUT} a request, and reads at
 * most {@value #MAX_BYTES} bytes; redirects are not followed. Safe for use by several threads.
 */
public final class IssuerClient {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);
    public static final int MAX_BYTES = 512 * 1024;

    private final OidcSettings settings;
    private final HttpClient http;
    private volatile @Nullable IssuerMetadata known;

    private IssuerClient(OidcSettings settings, HttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    public static IssuerClient create(OidcSettings settings) {
        return new IssuerClient(
                settings,
                HttpClient.newBuilder()
                        .connectTimeout(TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    /**
     * The discovery document, fetched once.
     *
     * @throws IOException if the issuer does not answer, or with a document that is not its own
     */
    public IssuerMetadata metadata() throws IOException {
        IssuerMetadata metadata = known;
        if (metadata == null) {
            metadata = discover();
            known = metadata;
        }
        return metadata;
    }

    /** The issuer's keys as JSON (RFC 7517 §5), fetched now. */
    String keys() throws IOException {
        URI keys = settings.jwksUri().isPresent()
                ? settings.jwksUri().get()
                : metadata().jwksUri();
        try {
            return get(keys);
        } catch (IOException e) {
            known = null;
            throw e;
        }
    }

    /**
     * Redeems an authorization code as a public client (RFC 6749 §4.1.3, RFC 7636 §4.5).
     *
     * @return the id_token, not yet verified
     * @throws IOException if the issuer does not answer, refuses, or gives no id_token; the message holds no token
     */
    public String redeem(String clientId, String code, String codeVerifier, URI redirectUri) throws IOException {
        URI endpoint =
                metadata().tokenEndpoint().orElseThrow(() -> new IOException("the issuer has no token endpoint"));
        String form = form(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "code", code,
                "code_verifier", codeVerifier,
                "redirect_uri", redirectUri.toString()));
        String answer = send(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        try {
            String token = JSONObjectUtils.getString(JSONObjectUtils.parse(answer), "id_token");
            if (token != null) {
                return token;
            }
        } catch (ParseException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    private static IOException unreadable() {
        return new IOException("the issuer's token answer has no id_token");
    }

    private IssuerMetadata discover() throws IOException {
        String base = settings.issuer().toString();
        String document = get(URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/.well-known/openid-configuration"));
        try {
            return IssuerMetadata.parse(settings.issuer(), document);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    private String send(HttpRequest.Builder builder) throws IOException {
        HttpRequest request =
                builder.header("Accept", "application/json").timeout(TIMEOUT).build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> new BoundedBody(MAX_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the issuer answered " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the issuer", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the issuer did not answer in " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("the issuer cannot be reached", e.getCause());
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
