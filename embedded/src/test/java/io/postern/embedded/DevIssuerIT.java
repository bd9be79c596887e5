package io.postern.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

class DevIssuerIT {

    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-000";
    private static final String CALLBACK = "http://127.0.0.1:8480/sign-in/callback";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private DevIssuer issuer;

    @BeforeEach
    void start() {
        issuer = DevIssuer.start(
                directory,
                0,
                List.of(
                        new DevUser("ada", "Ada <Approver> & \"Co\"", Set.of("approvers", "agents")),
                        new DevUser("bob", "Bob", Set.of())));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void issuedTokenVerifiesWithThePublishedKeysAndCarriesTheClaims() throws Exception {
        String token = issuer.issueToken("ada", Set.of("b", "a"), "postern", Duration.ofMinutes(5));

        JWTClaimsSet claims = verified(token);
        assertThat(claims.getIssuer()).isEqualTo(issuer.issuer().toString());
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getAudience()).containsExactly("postern");
        assertThat(claims.getStringListClaim("groups")).containsExactly("a", "b");
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(Instant.now().plusSeconds(240), Instant.now().plusSeconds(301));
    }

    @Test
    void publishedKeysHaveNoPrivateHalf() throws Exception {
        assertThat(JWKSet.parse(get("/jwks").body()).getKeys()).hasSize(1).noneMatch(key -> key.isPrivate());
    }

    @Test
    void keySurvivesRestartInFileOnlyItsOwnerReads() throws Exception {
        String token = issuer.issueToken("ada", Set.of(), "postern", Duration.ofMinutes(5));
        int port = issuer.port();
        issuer.close();
        issuer = DevIssuer.start(directory, port, List.of());

        assertThat(verified(token).getSubject()).isEqualTo("ada");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("issuer-key.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void takenPortIsNamed() {
        assertThatExceptionOfType(PortInUse.class)
                .isThrownBy(() -> DevIssuer.start(directory, issuer.port(), List.of()))
                .withMessage("port %d for the development issuer is in use", issuer.port());
    }

    @Test
    void pageOffersTheUsersWithEveryValueEscaped() throws Exception {
        HttpResponse<String> page = get("/authorize?" + Forms.format(request()));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Ada &lt;Approver&gt; &amp; &quot;Co&quot;")
                .contains("agents, approvers")
                .contains("value=\"bob\"")
                .contains("value=\"s&lt;t&gt;&quot;a&#123;&#123;te\"")
                .doesNotContain("<script", "{{", "<t>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void chosenUserIsSignedInByCodeAndVerifier() throws Exception {
        String code = codeFor(Map.of("subject", "ada"));

        Map<String, Object> answer = token(redemption(code), 200);

        JWTClaimsSet claims = verified(JSONObjectUtils.getString(answer, "id_token"));
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getAudience()).containsExactly("postern-web");
        assertThat(claims.getStringListClaim("groups")).containsExactly("agents", "approvers");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
    }

    @Test
    void anybodyElseIsSignedInWithTheGroupsTyped() throws Exception {
        String code = codeFor(Map.of("subject", "eve", "groups", "admins, auditors"));

        Map<String, Object> answer = token(redemption(code), 200);

        JWTClaimsSet claims = verified(JSONObjectUtils.getString(answer, "id_token"));
        assertThat(claims.getSubject()).isEqualTo("eve");
        assertThat(claims.getStringListClaim("groups")).containsExactly("admins", "auditors");
    }

    @Test
    void codeIsGoodOnce() throws Exception {
        String code = codeFor(Map.of("subject", "ada"));
        token(redemption(code), 200);

        assertThat(token(redemption(code), 400)).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, another-verifier-of-at-least-forty-three-characters",
        "code_verifier, ''",
        "client_id, another-client",
        "redirect_uri, http://127.0.0.1:9999/",
        "code, guessed"
    })
    void codeIsNotGoodForAnotherRedemption(String field, String value) throws Exception {
        Map<String, String> form = redemption(codeFor(Map.of("subject", "ada")));
        form.put(field, value);

        assertThat(token(form, 400)).containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "http://evil.example/callback",
                "http://127.0.0.1.evil.example/",
                "http://127.0.0.1@evil.example/",
                "https://127.0.0.1:8480/",
                "//evil.example",
                "javascript:alert(1)",
                "http://127.0.0.1:8480/?next=//evil.example",
                ""
            })
    void foreignRedirectIsRefusedOnPageAndPost(String redirect) throws Exception {
        Map<String, String> request = request();
        request.put("redirect_uri", redirect);

        assertThat(get("/authorize?" + Forms.format(request)).statusCode()).isEqualTo(400);
        request.put("subject", "ada");
        HttpResponse<String> answer = post("/authorize", request);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"code_challenge, ''", "code_challenge_method, plain", "response_type, token", "state, ''"})
    void requestWithoutPkceOrStateIsRefused(String field, String value) throws Exception {
        Map<String, String> request = request();
        request.put(field, value);

        assertThat(get("/authorize?" + Forms.format(request)).statusCode()).isEqualTo(400);
    }

    @Test
    void developmentGrantGivesTokenForAnybody() throws Exception {
        Map<String, Object> answer = token(
                Map.of(
                        "grant_type", DevIssuer.DEV_GRANT,
                        "subject", "mcp-support",
                        "groups", "agents,analysts",
                        "audience", "postern",
                        "ttl", "60"),
                200);

        JWTClaimsSet claims = verified(JSONObjectUtils.getString(answer, "access_token"));
        assertThat(claims.getSubject()).isEqualTo("mcp-support");
        assertThat(claims.getStringListClaim("groups")).containsExactly("agents", "analysts");
        assertThat(answer).containsEntry("expires_in", 60L);
    }

    @ParameterizedTest
    @CsvSource({"ttl, 0", "ttl, -5", "ttl, soon", "ttl, 99999999", "subject, ''", "grant_type, password"})
    void unreasonableGrantIsRefused(String field, String value) throws Exception {
        Map<String, String> form =
                new HashMap<>(Map.of("grant_type", DevIssuer.DEV_GRANT, "subject", "ada", "ttl", "60"));
        form.put(field, value);

        assertThat(token(form, 400)).containsKey("error");
    }

    @Test
    void requestUnderForeignHostNameIsRefused() throws IOException {
        try (Socket socket = new Socket(Ports.loopback(), issuer.port());
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("GET /jwks HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            out.flush();

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 403");
        }
    }

    private static Map<String, String> request() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", "postern-web",
                "redirect_uri", CALLBACK,
                "scope", "openid",
                "state", "s<t>\"a{{te",
                "nonce", "n-1",
                "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest),
                "code_challenge_method", "S256"));
    }

    private static Map<String, String> redemption(String code) {
        return new HashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", "postern-web",
                "redirect_uri", CALLBACK,
                "code", code,
                "code_verifier", VERIFIER));
    }

    private String codeFor(Map<String, String> choice) throws Exception {
        Map<String, String> form = request();
        form.putAll(choice);
        HttpResponse<String> answer = post("/authorize", form);
        assertThat(answer.statusCode()).isEqualTo(303);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(CALLBACK + "?");
        Map<String, String> parameters = Forms.parse(URI.create(location).getRawQuery());
        assertThat(parameters).containsEntry("state", "s<t>\"a{{te");
        return parameters.getOrDefault("code", "");
    }

    private Map<String, Object> token(Map<String, String> form, int status) throws Exception {
        HttpResponse<String> answer = post("/token", form);
        assertThat(answer.statusCode()).isEqualTo(status);
        return JSONObjectUtils.parse(answer.body());
    }

    private JWTClaimsSet verified(String token) throws Exception {
        Map<String, Object> discovery =
                JSONObjectUtils.parse(get("/.well-known/openid-configuration").body());
        assertThat(discovery).containsEntry("issuer", issuer.issuer().toString());
        JWKSet keys = keys(JSONObjectUtils.getString(discovery, "jwks_uri"));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        return processor.process(token, null);
    }

    private JWKSet keys(String uri) throws IOException, InterruptedException, ParseException {
        return JWKSet.parse(http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(issuer.issuer() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(issuer.issuer() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Forms.format(form)))
                        .build(),
                BodyHandlers.ofString());
    }
}
