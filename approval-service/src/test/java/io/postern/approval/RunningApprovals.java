package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import io.postern.approval.config.ApprovalConfig;
import io.postern.approval.config.HttpEndpoint;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** The service on a free port, the topic it lives on, and people who use it. */
final class RunningApprovals implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(10);
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final KafkaFixture kafka;
    private final TestIssuer issuer;
    private final Path directory;
    private final SigningKeyFiles keys;
    private final int port;
    private final ApprovalsTopic topic;
    private ApprovalService service;

    private RunningApprovals(KafkaFixture kafka, TestIssuer issuer, Path directory) throws IOException {
        this.kafka = kafka;
        this.issuer = issuer;
        this.directory = directory;
        this.keys = SigningKeyFiles.in(directory, "approval");
        keys.ensure();
        this.port = freePort();
        this.topic = new ApprovalsTopic(kafka.connection(), issuer.issuer().toString());
        this.service = ApprovalService.start(config(port, "first"));
    }

    static RunningApprovals start(KafkaFixture kafka, TestIssuer issuer, Path directory) throws IOException {
        return new RunningApprovals(kafka, issuer, directory);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    ApprovalConfig config(int port, String stateDirectory) {
        return new ApprovalConfig(
                kafka.connection(),
                "approval-service/test",
                keys.secret(),
                directory.resolve(stateDirectory),
                new HttpEndpoint("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                issuer.webSettings(),
                TestIssuer.WEB_AUDIENCE);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ApprovalsTopic topic() {
        return topic;
    }

    ApprovalsClient as(String subject, String... groups) {
        return new ApprovalsClient(HTTP, address(), issuer.webToken(subject, groups));
    }

    ApprovalsClient anna() {
        return as("anna", "approvers");
    }

    /** The session cookie of a browser in which anna is signed in. */
    String cookieOfAnna() {
        return "postern-approvals=" + issuer.webToken("anna", "approvers");
    }

    /** Parks a statement and waits until it is seen. */
    String parked(String statement) throws Exception {
        String id = topic.request(statement, LONG);
        await().untilAsserted(() ->
                assertThat(anna().get("/api/approvals/" + id).status()).isEqualTo(200));
        return id;
    }

    String state(String id) throws IOException, InterruptedException {
        return anna().get("/api/approvals/" + id).json().path("state").asText();
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(20));
    }

    int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    void stopService() {
        service.close();
    }

    void startService(String stateDirectory) {
        service = ApprovalService.start(config(port, stateDirectory));
    }

    @Override
    public void close() {
        service.close();
        topic.close();
    }
}
