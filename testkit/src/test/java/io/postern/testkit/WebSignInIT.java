package io.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.identity.TokenVerifier;
import io.postern.identity.web.SignIn;
import io.postern.identity.web.SignInSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

class WebSignInIT {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @Test
    void personSignsInToServiceAtTheDevelopmentIssuer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            URI service = URI.create("http://127.0.0.1:" + server.actualPort());
            SignIn signIn = SignIn.create(
                    vertx,
                    new SignInSettings(ISSUER.webSettings(), TestIssuer.WEB_AUDIENCE, service, "postern-test"),
                    TokenVerifier.create(ISSUER.webSettings()));
            signIn.mount(router);
            router.route()
                    .handler(signIn.required())
                    .handler(ctx -> ctx.end(SignIn.identity(ctx).subject() + " "
                            + SignIn.identity(ctx).groups()));
            HttpClient browser = HttpClient.newBuilder()
                    .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();

            HttpResponse<String> page = browser.send(
                    HttpRequest.newBuilder(service.resolve("/approvals")).build(), BodyHandlers.ofString());
            HttpResponse<String> result = browser.send(
                    HttpRequest.newBuilder(page.uri().resolve("/authorize"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    requestOn(page.body()) + "&subject=ada&groups=approvers%2C+agents"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(page.uri()).asString().startsWith(ISSUER.issuer() + "/authorize?");
            assertThat(result.uri()).isEqualTo(service.resolve("/approvals"));
            assertThat(result.body()).isEqualTo("ada [agents, approvers]");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    /** The hidden fields of one of the page's forms; none of these values needs unescaping. */
    private static String requestOn(String page) {
        return HIDDEN.matcher(page.substring(page.lastIndexOf("<form")))
                .results()
                .map(field -> field.group(1) + "=" + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
