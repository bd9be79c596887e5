package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.postern.approval.ApprovalsClient.Answer;
import io.postern.approval.config.ApprovalConfig;
import io.postern.approval.config.HttpEndpoint;
import io.postern.events.approval.ApprovalDenied;
import io.postern.events.approval.ApprovalExpired;
import io.postern.events.approval.ApprovalGranted;
import io.postern.events.approval.ApprovalRequested;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

class ApprovalServiceIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String UPDATE = "UPDATE orders SET status = 'cancelled' WHERE id = 5";

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static URI address;
    private static ApprovalService service;
    private static ApprovalsTopic topic;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port);
        service = ApprovalService.start(config(port, "state"));
        topic = new ApprovalsTopic(KAFKA.connection(), ISSUER.issuer().toString());
    }

    @AfterAll
    static void stop() {
        topic.close();
        service.close();
    }

    private static ApprovalConfig config(int port, String stateDirectory) {
        return new ApprovalConfig(
                KAFKA.connection(),
                "approval-service/test",
                directory.resolve(stateDirectory),
                new HttpEndpoint("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                ISSUER.webSettings(),
                TestIssuer.WEB_AUDIENCE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ApprovalsClient as(String subject, String... groups) {
        return new ApprovalsClient(HTTP, address, ISSUER.webToken(subject, groups));
    }

    private static ApprovalsClient anna() {
        return as("anna", "approvers");
    }

    private static String parked(String statement) throws Exception {
        String id = topic.request(statement, LONG);
        await().untilAsserted(
                        () -> assertThat(anna().get("/api/approvals/" + id).status()).isEqualTo(200));
        return id;
    }

    @Test
    void anApproverSeesTheWholeRequestAndGrantsIt() throws Exception {
        String id = parked(UPDATE);

        JsonNode seen = anna().get("/api/approvals/" + id).json();
        Answer answer = anna().approve(id, "{\"reason\":\" looked at it \"}");

        assertThat(anna().ids("decided")).contains(id);
        assertThat(seen.get("state").asText()).isEqualTo("PENDING");
        assertThat(seen.get("statement").asText()).isEqualTo(UPDATE);
        assertThat(seen.get("requester").get("subject").asText()).isEqualTo("mcp-support");
        assertThat(seen.get("reasons").get(0).get("ruleId").asText()).isEqualTo("writes-need-approval");
        assertThat(seen.get("mayDecide").asBoolean()).isTrue();
        assertThat(seen.get("whyNot").isNull()).isTrue();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("state").asText()).isEqualTo("GRANTED");
        assertThat(answer.json().get("decidedBy").asText()).isEqualTo("anna");
        assertThat(answer.json().get("decisionReason").asText()).isEqualTo("looked at it");
        assertThat(answer.json().get("mayDecide").asBoolean()).isFalse();
        List<?> facts = topic.facts(id);
        ApprovalRequested requested = (ApprovalRequested) facts.get(0);
        ApprovalGranted granted = (ApprovalGranted) facts.get(1);
        assertThat(facts).hasSize(2);
        assertThat(granted.getBinding()).isEqualTo(ApprovalsTopic.BINDING);
        assertThat(granted.getApprover().getSubject()).isEqualTo("anna");
        assertThat(granted.getMeta().getCausationId()).isEqualTo(requested.getMeta().getEventId());
        assertThat(granted.getMeta().getCorrelationId()).isEqualTo(requested.getMeta().getCorrelationId());
    }

    @Test
    void aDenialNeedsAReasonAndIsRecordedWithIt() throws Exception {
        String id = parked(UPDATE);

        Answer withoutReason = anna().deny(id, "{}");
        Answer withReason = anna().deny(id, "{\"reason\":\"not on a Friday\"}");

        assertThat(withoutReason.status()).isEqualTo(400);
        assertThat(withoutReason.error()).isEqualTo("reason_missing");
        assertThat(withReason.status()).isEqualTo(200);
        assertThat(withReason.json().get("state").asText()).isEqualTo("DENIED");
        assertThat(((ApprovalDenied) topic.facts(id).get(1)).getReason()).isEqualTo("not on a Friday");
    }

    @Test
    void nobodyDecidesTheirOwnRequest() throws Exception {
        String id = parked(UPDATE);
        ApprovalsClient requester = as("mcp-support", "agents", "approvers");

        JsonNode seen = requester.get("/api/approvals/" + id).json();
        Answer answer = requester.approve(id, "{}");

        assertThat(seen.get("mayDecide").asBoolean()).isFalse();
        assertThat(seen.get("whyNot").asText()).isEqualTo("you cannot decide your own request");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("own_request");
        assertThat(topic.facts(id)).hasSize(1);
    }

    @Test
    void forOthersARequestDoesNotExist() throws Exception {
        String id = parked(UPDATE);
        ApprovalsClient eve = as("eve", "analysts", "admins");

        assertThat(eve.get("/api/approvals/" + id).status()).isEqualTo(404);
        assertThat(eve.approve(id, "{}").status()).isEqualTo(404);
        assertThat(eve.deny(id, "{\"reason\":\"x\"}").status()).isEqualTo(404);
        assertThat(eve.ids("pending")).doesNotContain(id);
        assertThat(anna().get("/api/approvals/" + id).json().get("state").asText())
                .isEqualTo("PENDING");
    }

    @Test
    void onlyWebTokensOfTheIssuerAreAccepted() throws Exception {
        for (String token : List.of(
                ISSUER.token("anna", "approvers"),
                ISSUER.token("anna", Set.of("approvers"), TestIssuer.WEB_AUDIENCE, Duration.ofMinutes(-5)),
                "none")) {
            Answer answer = new ApprovalsClient(HTTP, address, token).get("/api/approvals?state=pending");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.error()).isNotEmpty();
        }
    }

    @Test
    void ofTwoVotersTheSecondIsToldWhatTheFirstDecided() throws Exception {
        String id = parked(UPDATE);
        assertThat(anna().approve(id, "{}").status()).isEqualTo(200);

        Answer late = as("boris", "approvers").deny(id, "{\"reason\":\"no\"}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("approval").get("state").asText()).isEqualTo("GRANTED");
        assertThat(late.json().get("approval").get("decidedBy").asText()).isEqualTo("anna");
    }

    @Test
    void ofManyVotersAtOnceExactlyOneCounts() throws Exception {
        String id = parked(UPDATE);
        List<CompletableFuture<HttpResponse<String>>> votes = IntStream.range(0, 8)
                .mapToObj(i -> as("voter-" + i, "approvers")
                        .request("/api/approvals/" + id + (i % 2 == 0 ? "/approve" : "/deny"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\":\"vote\"}"))
                        .build())
                .map(request -> HTTP.sendAsync(request, BodyHandlers.ofString()))
                .toList();

        List<Integer> statuses = votes.stream()
                .map(vote -> vote.orTimeout(20, TimeUnit.SECONDS).join().statusCode())
                .toList();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(409);
    }

    @Test
    void whatTheProxyWritesIsSeen() throws Exception {
        String withdrawn = parked(UPDATE);
        String consumed = parked(UPDATE);
        anna().approve(consumed, "{}");

        topic.withdraw(withdrawn);
        topic.consume(consumed);

        await().untilAsserted(() -> {
            JsonNode first = anna().get("/api/approvals/" + withdrawn).json();
            assertThat(first.get("state").asText()).isEqualTo("WITHDRAWN");
            assertThat(first.get("decisionReason").asText()).isEqualTo("cancelled by the client");
            assertThat(anna().get("/api/approvals/" + consumed).json().get("state").asText())
                    .isEqualTo("CONSUMED");
        });
    }

    @Test
    void whatNobodyDecidesExpires() throws Exception {
        String id = topic.request(UPDATE, Duration.ofSeconds(1));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        anna().get("/api/approvals/" + id).json().path("state").asText())
                .isEqualTo("EXPIRED"));

        assertThat(topic.facts(id)).hasSize(2).last().isInstanceOf(ApprovalExpired.class);
        assertThat(anna().approve(id, "{}").status()).isEqualTo(409);
    }

    @Test
    void requestsThatAreNotUnderstoodAreRefused() throws Exception {
        String id = parked(UPDATE);
        String path = "/api/approvals/" + id + "/approve";
        String tooLarge = "{\"reason\":\"" + "x".repeat(17_000) + "\"}";

        assertThat(anna().post(path, "not json").status()).isEqualTo(400);
        assertThat(anna().post(path, "").status()).isEqualTo(400);
        assertThat(anna().post(path, "[]").status()).isEqualTo(400);
        assertThat(anna().post(path, "{\"reason\":7}").status()).isEqualTo(400);
        assertThat(anna().post(path, "{\"reason\":\"" + "x".repeat(1_001) + "\"}").status())
                .isEqualTo(400);
        assertThat(anna().post(path, tooLarge).status()).isEqualTo(413);
        assertThat(anna().send(anna().request(path)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(anna().get("/api/approvals?state=all").status()).isEqualTo(400);
        assertThat(anna().get("/api/approvals?state=pending&limit=0").status()).isEqualTo(400);
        assertThat(anna().get("/api/nothing").status()).isEqualTo(404);
        assertThat(anna().get("/api/approvals/" + id).json().get("state").asText())
                .isEqualTo("PENDING");
    }

    @Test
    void aCookieVoteCountsOnlyFromTheServicesOwnPage() throws Exception {
        String id = parked(UPDATE);
        String cookie = "postern-approvals=" + ISSUER.webToken("anna", "approvers");
        HttpRequest.Builder vote = HttpRequest.newBuilder(address.resolve("/api/approvals/" + id + "/approve"))
                .header("Cookie", cookie)
                .POST(BodyPublishers.ofString("{}"));

        assertThat(status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")))
                .isEqualTo(403);
        assertThat(status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", address.toString())))
                .isEqualTo(403);
        assertThat(status(vote.copy().header("Content-Type", "application/json"))).isEqualTo(403);
        assertThat(status(vote.copy()
                        .header("Content-Type", "text/plain")
                        .header("Origin", address.toString())))
                .isIn(403, 415);
        assertThat(topic.facts(id)).hasSize(1);

        assertThat(status(vote.copy()
                        .header("Content-Type", "application/json")
                        .header("Origin", address.toString())))
                .isEqualTo(200);
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void openingALinkDecidesNothing() throws Exception {
        String id = parked(UPDATE);
        String cookie = "postern-approvals=" + ISSUER.webToken("anna", "approvers");

        for (String path : List.of("/approvals/" + id, "/api/approvals/" + id + "/approve")) {
            var unused = status(HttpRequest.newBuilder(address.resolve(path)).header("Cookie", cookie));
        }

        assertThat(topic.facts(id)).hasSize(1);
    }

    @Test
    void readersAreToldThatSomethingChangedAndNothingMore() throws Exception {
        HttpResponse<InputStream> stream = HTTP.send(anna().request("/api/events").build(), BodyHandlers.ofInputStream());
        HttpResponse<InputStream> foreign =
                HTTP.send(as("eve", "analysts").request("/api/events").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = reader(stream);
                BufferedReader foreignLines = reader(foreign)) {
            assertThat(until(lines, "event: hello")).contains("event: hello");
            assertThat(until(foreignLines, "event: hello")).contains("event: hello");

            String id = topic.request("SELECT 'first secret'", LONG);

            String told = until(lines, id);
            assertThat(told).contains("event: changed").doesNotContain("secret", "mcp-support");
            assertThat(foreignLines.ready() ? foreignLines.readLine() : "").doesNotContain(id);
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

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = HTTP.send(
                HttpRequest.newBuilder(address)
                        .header("Cookie", "postern-approvals=" + ISSUER.webToken("anna", "approvers"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'self';");
        assertThat(page.body())
                .contains("/assets/app.js")
                .doesNotContain("http://", "https://", "<style", "style=", "onclick");
        for (String asset : List.of("app.css", "app.js", "api.js", "card.js", "text.js", "time.js", "icon.svg")) {
            assertThat(status(HttpRequest.newBuilder(address.resolve("/assets/" + asset))))
                    .as(asset)
                    .isEqualTo(200);
        }
        assertThat(status(HttpRequest.newBuilder(address.resolve("/assets/..%2findex.html"))))
                .isEqualTo(404);
    }

    @Test
    void healthIsToldWithoutSignIn() throws Exception {
        assertThat(status(HttpRequest.newBuilder(address.resolve("/health/live"))))
                .isEqualTo(200);
        assertThat(status(HttpRequest.newBuilder(address.resolve("/health/ready"))))
                .isEqualTo(200);
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> ApprovalService.start(config(busy.getLocalPort(), "busy")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(String.valueOf(busy.getLocalPort()));
        }
    }
}
