package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** The page and what surrounds it: files, cookies, the stream of changes, health. */
class ApprovalPageIT {

    private static final String UPDATE = "UPDATE orders SET status = 'cancelled' WHERE id = 5";

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    static Path directory;

    private static RunningApprovals service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningApprovals.start(KAFKA, ISSUER, directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aCookieVoteCountsOnlyFromTheServicesOwnPage() throws Exception {
        String id = service.parked(UPDATE);
        String cookie = service.cookieOfAnna();
        HttpRequest.Builder vote = service.anonymous("/api/approvals/" + id + "/approve")
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString("{}"));

        assertThat(service.status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(service.status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", service.address().toString())))
                .isEqualTo(403);
        assertThat(service.status(vote.copy().header("Content-Type", "application/json")))
                .isEqualTo(403);
        assertThat(service.status(vote.copy()
                        .header("Content-Type", "text/plain")
                        .header("Origin", service.address().toString())))
                .isIn(403, 415);
        assertThat(service.topic().facts(id)).hasSize(1);

        assertThat(service.status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Origin", service.address().toString())))
                .isEqualTo(200);
    }

    @Test
    void openingALinkDecidesNothing() throws Exception {
        String id = service.parked(UPDATE);
        String cookie = service.cookieOfAnna();

        for (String path : List.of("/approvals/" + id, "/api/approvals/" + id + "/approve")) {
            var unused = service.status(service.anonymous(path).header("Cookie", cookie));
        }

        assertThat(service.topic().facts(id)).hasSize(1);
    }

    @Test
    void readersAreToldThatSomethingChangedAndNothingMore() throws Exception {
        HttpResponse<InputStream> stream =
                RunningApprovals.HTTP.send(service.anna().request("/api/events").build(), BodyHandlers.ofInputStream());
        HttpResponse<InputStream> foreign = RunningApprovals.HTTP.send(
                service.as("eve", "analysts").request("/api/events").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = reader(stream);
                BufferedReader foreignLines = reader(foreign)) {
            assertThat(until(lines, "event: hello")).contains("event: hello");
            assertThat(until(foreignLines, "event: hello")).contains("event: hello");

            String id = service.topic().request("SELECT 'first secret'", RunningApprovals.LONG);

            String told = until(lines, id);
            assertThat(told).contains("event: changed").doesNotContain("secret", "mcp-support");
            assertThat(foreignLines.ready() ? foreignLines.readLine() : "").doesNotContain(id);
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = RunningApprovals.HTTP.send(
                service.anonymous("/").header("Cookie", service.cookieOfAnna()).build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self';");
        assertThat(page.body())
                .contains("/assets/app.js")
                .doesNotContain("http://", "https://", "<style", "style=", "onclick");
        for (String asset : List.of("app.css", "app.js", "api.js", "card.js", "text.js", "time.js", "icon.svg")) {
            assertThat(service.status(service.anonymous("/assets/" + asset)))
                    .as(asset)
                    .isEqualTo(200);
        }
        assertThat(service.status(service.anonymous("/assets/..%2findex.html"))).isEqualTo(404);
    }

    @Test
    void healthIsToldWithoutSignIn() throws Exception {
        assertThat(service.status(service.anonymous("/health/live"))).isEqualTo(200);
        assertThat(service.status(service.anonymous("/health/ready"))).isEqualTo(200);
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ApprovalService.start(service.config(busy.getLocalPort(), "busy")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(busy.getLocalPort()));
        }
    }

    private static BufferedReader reader(HttpResponse<InputStream> stream) {
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    private static String until(BufferedReader lines, String words) {
        return CompletableFuture.supplyAsync(() -> {
                    StringBuilder read = new StringBuilder();
                    try {
                        while (read.indexOf(words) < 0) {
                            read.append(lines.readLine()).append('\n');
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return read.toString();
                })
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
