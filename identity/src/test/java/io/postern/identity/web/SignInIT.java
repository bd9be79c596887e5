package io.postern.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;

import io.postern.identity.FakeIssuer;
import io.postern.identity.OidcSettings;
import io.postern.identity.TestTokens;
import io.postern.identity.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

class SignInIT {

    private static final RSAKey KEY = TestTokens.rsaKey("k1");
    private static final String CLIENT = "postern-web";

    private final Vertx vertx = Vertx.vertx();
    private final FakeIssuer issuer = FakeIssuer.start(KEY);
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final HttpClient tool = HttpClient.newHttpClient();

    private URI service;

    @BeforeEach
    void startService() throws Exception {
        Router router = Router.router(vertx);
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        service = URI.create("http://127.0.0.1:" + server.actualPort());
        OidcSettings oidc = OidcSettings.of(issuer.uri(), CLIENT);
        SignIn signIn = SignIn.create(
                vertx, new SignInSettings(oidc, CLIENT, service, "postern-test"), TokenVerifier.create(oidc));
        router.route().handler(WebSecurity.headers());
        signIn.mount(router);
        router.route().handler(signIn.required());
        router.route().handler(BodyHandler.create());
        router.get("/approvals").handler(SignInIT::who);
        router.get("/api/me").handler(SignInIT::who);
        router.post("/api/echo").handler(ctx -> ctx.end(ctx.body().asString()));
    }

    @AfterEach
    void stopAll() throws Exception {
        await(vertx.close());
        issuer.close();
    }

    @Test
    void pageIsShownAfterSignInWhereItWasAskedFor() throws Exception {
        HttpResponse<String> page = visit("/approvals?state=open");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).isEqualTo(service.resolve("/approvals?state=open"));
        assertThat(page.body()).isEqualTo("ada [approvers]");
        assertThat(sessionCookie().isHttpOnly()).isTrue();
        assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
        assertThat(visit("/api/me").body()).isEqualTo("ada [approvers]");
    }

    @Test
    void everyCookieIsHttpOnlyLaxAndForThisHostOnly() throws Exception {
        HttpResponse<String> start = send(HttpRequest.newBuilder(service.resolve("/sign-in")));

        assertThat(start.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("HTTPOnly", "SameSite=Lax", "Path=/", "Max-Age=600")
                .doesNotContain("Domain=", "Secure");
    }

    @Test
    void cookiesOfAnHttpsServiceAreSecureAndBoundToTheHost() throws Exception {
        Router router = Router.router(vertx);
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        OidcSettings oidc = OidcSettings.of(issuer.uri(), CLIENT);
        SignIn.create(
                        vertx,
                        new SignInSettings(oidc, CLIENT, URI.create("https://approvals.example"), "postern-test"),
                        TokenVerifier.create(oidc))
                .mount(router);

        HttpResponse<String> elsewhere =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/sign-in")));
        HttpResponse<String> start = send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/sign-in?moved=1")));

        assertThat(location(elsewhere)).isEqualTo("https://approvals.example/sign-in?moved=1&return=%2F");
        assertThat(elsewhere.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(start.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-postern-test-sign-in=")
                .contains("Secure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example", "/%09/evil.example"})
    void signInNeverLeadsToAnotherSite(String target) throws Exception {
        HttpResponse<String> start = send(HttpRequest.newBuilder(
                URI.create(service + "/sign-in?return=" + URLEncoder.encode(target, StandardCharsets.UTF_8))));
        HttpResponse<String> callback = callback(start, location(authorize(start)));

        assertThat(callback.statusCode()).isEqualTo(303);
        assertThat(location(callback)).isIn("/", "/%09/evil.example");
    }

    @Test
    void callbackOfAnotherBrowserIsRefused() throws Exception {
        HttpResponse<String> mine = send(HttpRequest.newBuilder(service.resolve("/sign-in")));
        HttpResponse<String> theirs = send(HttpRequest.newBuilder(service.resolve("/sign-in")));
        String theirCallback = location(authorize(theirs));

        assertRefused(callback(mine, theirCallback));
        assertRefused(send(HttpRequest.newBuilder(URI.create(theirCallback))));
    }

    @Test
    void codeIsRedeemedOnce() throws Exception {
        HttpResponse<String> start = send(HttpRequest.newBuilder(service.resolve("/sign-in")));
        String callback = location(authorize(start));
        assertThat(callback(start, callback).statusCode()).isEqualTo(303);

        assertRefused(callback(start, callback));
    }

    static Stream<Arguments> wrongIdTokens() {
        return Stream.of(
                wrong("another nonce", c -> c.claim("nonce", "another")),
                wrong("no nonce", c -> c.claim("nonce", null)),
                wrong("another audience", c -> c.audience("postern")),
                wrong("another issuer", c -> c.issuer("https://evil.example")),
                wrong("another authorized party", c -> c.claim("azp", "evil")),
                wrong("two audiences without authorized party", c -> c.audience(List.of(CLIENT, "x"))),
                wrong("groups as text", c -> c.claim("groups", "approvers")),
                wrong("too long for a cookie", c -> c.claim("picture", "x".repeat(4000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongIdTokens")
    void wrongIdTokenIsRefused(String description, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        issuer.changeIdToken(change);
        HttpResponse<String> start = send(HttpRequest.newBuilder(service.resolve("/sign-in")));

        HttpResponse<String> callback = callback(start, location(authorize(start)));

        assertThat(description).isNotBlank();
        assertRefused(callback);
    }

    @Test
    void refusalOfTheIssuerIsPageWithoutItsWords() throws Exception {
        HttpResponse<String> start = send(HttpRequest.newBuilder(service.resolve("/sign-in")));
        String state = location(start).replaceAll(".*[?&]state=([^&]*).*", "$1");

        HttpResponse<String> callback = callback(
                start, service + "/sign-in/callback?error=access_denied&error_description=%3Cscript%3E&state=" + state);

        assertRefused(callback);
        assertThat(callback.body()).doesNotContain("script", "access_denied");
    }

    @Test
    void issuerThatDoesNotAnswerIsSaidSo() throws Exception {
        issuer.close();

        HttpResponse<String> start = send(HttpRequest.newBuilder(service.resolve("/sign-in")));

        assertThat(start.statusCode()).isEqualTo(503);
        assertThat(start.body()).contains("does not answer");
    }

    @Test
    void apiWithoutTokenIsAnswered401AsJson() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.resolve("/api/me")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).contains("\"error\":\"unauthenticated\"");
    }

    @Test
    void bearerTokenIsTakenAndMayChangeThings() throws Exception {
        String token = issuer.token(KEY, CLIENT, c -> {});

        assertThat(send(bearer("/api/me", token)).body()).isEqualTo("ada [approvers]");
        HttpResponse<String> echo = send(bearer("/api/echo", token).POST(BodyPublishers.ofString("x".repeat(100_000))));
        assertThat(echo.statusCode()).isEqualTo(200);
        assertThat(echo.body()).hasSize(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer garbage", "Bearer ", "Bearer", "Basic dXNlcjpwdw==", "garbage"})
    void wrongAuthorizationIsRefusedEvenWithGoodCookie(String authorization) throws Exception {
        visit("/approvals");

        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(service.resolve("/approvals"))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void wireTokenIsNotGoodForTheApi() throws Exception {
        assertThat(send(bearer("/api/me", issuer.token(KEY, "postern", c -> {})))
                        .statusCode())
                .isEqualTo(401);
    }

    static Stream<Arguments> crossSite() {
        return Stream.of(
                Arguments.of(Map.of("Content-Type", "application/json")),
                Arguments.of(Map.of("Content-Type", "application/json", "Origin", "https://evil.example")),
                Arguments.of(Map.of("Content-Type", "application/json", "Origin", "null")),
                Arguments.of(Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "cross-site")),
                Arguments.of(Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "same-site")),
                Arguments.of(Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "none")),
                Arguments.of(Map.of("Content-Type", "text/plain", "Sec-Fetch-Site", "same-origin")),
                Arguments.of(
                        Map.of("Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")),
                Arguments.of(Map.of("Content-Type", "application/jsonx", "Sec-Fetch-Site", "same-origin")));
    }

    @ParameterizedTest
    @MethodSource("crossSite")
    void changeByCookieFromElsewhereIsRefused(Map<String, String> headers) throws Exception {
        visit("/approvals");

        assertThat(change(headers).statusCode()).isEqualTo(403);
    }

    @Test
    void changeByCookieFromOwnPageIsTaken() throws Exception {
        visit("/approvals");

        assertThat(change(Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "same-origin"))
                        .body())
                .isEqualTo("{}");
        assertThat(change(Map.of("Content-Type", "application/json; charset=utf-8", "Origin", service.toString()))
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void signOutEndsTheSessionAndOnlyFromOwnPage() throws Exception {
        visit("/approvals");

        assertThat(signOut("cross-site").statusCode()).isEqualTo(403);
        assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
        assertThat(signOut("same-origin").statusCode()).isEqualTo(200);
        assertThat(cookies.getCookieStore().getCookies()).isEmpty();
    }

    @Test
    void pagesCarryTheSecurityHeaders() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(service.resolve("/sign-in/callback")));

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(send(HttpRequest.newBuilder(service.resolve("/sign-in/style.css")))
                        .body())
                .contains("system-ui");
    }

    @Test
    void identityOfUnprotectedRouteIsAnError() throws Exception {
        Router router = Router.router(vertx);
        router.get("/").handler(ctx -> {
            assertThatIllegalStateException().isThrownBy(() -> SignIn.identity(ctx));
            ctx.end("checked");
        });
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/")))
                        .body())
                .isEqualTo("checked");
    }

    private static Arguments wrong(String description, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.of(description, change);
    }

    private static void who(RoutingContext ctx) {
        var identity = SignIn.identity(ctx);
        ctx.end(identity.subject() + " " + identity.groups());
    }

    /** As a browser does: with cookies, following redirects, here on three hops of the sign-in. */
    private HttpResponse<String> visit(String path) throws IOException, InterruptedException {
        URI next = service.resolve(path);
        for (int hops = 0; hops < 8; hops++) {
            HttpResponse<String> answer =
                    browser.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 3) {
                return answer;
            }
            next = next.resolve(location(answer));
        }
        throw new AssertionError("redirected without end");
    }

    private HttpResponse<String> change(Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve("/api/echo")).POST(BodyPublishers.ofString("{}"));
        headers.forEach(request::header);
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signOut(String site) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(service.resolve("/sign-out"))
                        .header("Sec-Fetch-Site", site)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> authorize(HttpResponse<String> start) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(location(start))));
    }

    private HttpResponse<String> callback(HttpResponse<String> start, String callback)
            throws IOException, InterruptedException {
        String cookie = start.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        return send(HttpRequest.newBuilder(URI.create(callback)).header("Cookie", cookie));
    }

    private HttpRequest.Builder bearer(String path, String token) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return tool.send(request.build(), BodyHandlers.ofString());
    }

    private HttpCookie sessionCookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("postern-test"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(400, 403);
        assertThat(answer.body()).contains("Sign-in not completed");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("postern-test="));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
