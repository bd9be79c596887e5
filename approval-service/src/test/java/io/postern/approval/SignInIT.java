package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** As a browser does it: from a link to the issuer, back to the page, and out again. */
class SignInIT {

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    Path directory;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Test
    void aLinkLeadsThroughTheIssuerToThePageAndSignOutEndsIt() throws Exception {
        try (RunningApprovals service = RunningApprovals.start(KAFKA, ISSUER, directory)) {
            URI address = service.address();

            HttpResponse<String> atIssuer = get(address.resolve("/approvals/a-1"));
            assertThat(atIssuer.uri().toString()).startsWith(ISSUER.issuer() + "/authorize?");

            HttpResponse<String> page = form(
                    ISSUER.issuer().resolve("/authorize"),
                    atIssuer.uri().getRawQuery() + "&subject=anna&groups=" + encode("approvers,admins"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.uri()).isEqualTo(address.resolve("/approvals/a-1"));
            assertThat(page.body()).contains("Waiting for a decision");

            assertThat(get(address.resolve("/api/me")).body())
                    .contains("\"subject\":\"anna\"")
                    .contains("\"groups\":[\"admins\",\"approvers\"]");

            HttpRequest signOut = HttpRequest.newBuilder(address.resolve("/sign-out"))
                    .header("Origin", address.toString())
                    .POST(BodyPublishers.noBody())
                    .build();
            browser.send(signOut, BodyHandlers.discarding());
            assertThat(get(address.resolve("/api/me")).statusCode()).isEqualTo(401);
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> form(URI uri, String body) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
