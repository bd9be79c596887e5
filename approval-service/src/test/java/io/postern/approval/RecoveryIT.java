package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.approval.config.ApprovalConfig;
import io.postern.approval.config.HttpEndpoint;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** What is lost when the service or Kafka goes away: nothing. */
class RecoveryIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.exclusive();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    Path directory;

    private ApprovalsTopic topic;
    private ApprovalsClient anna;
    private int port;
    private ApprovalService service;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        topic = new ApprovalsTopic(KAFKA.connection(), ISSUER.issuer().toString());
        anna = new ApprovalsClient(HTTP, URI.create("http://127.0.0.1:" + port), ISSUER.webToken("anna", "approvers"));
        service = service("first");
    }

    @AfterEach
    void stop() {
        service.close();
        topic.close();
    }

    private ApprovalService service(String state) {
        return ApprovalService.start(new ApprovalConfig(
                KAFKA.connection(),
                "approval-service/test",
                directory.resolve(state),
                new HttpEndpoint("127.0.0.1", port, URI.create("http://127.0.0.1:" + port)),
                ISSUER.webSettings(),
                TestIssuer.WEB_AUDIENCE));
    }

    private String state(String id) throws IOException, InterruptedException {
        return anna.get("/api/approvals/" + id).json().path("state").asText();
    }

    @Test
    void aRestartKeepsWhatIsPendingAndWhatWasDecided() throws Exception {
        String pending = topic.request("SELECT 'pending'", LONG);
        String granted = topic.request("SELECT 'granted'", LONG);
        await().untilAsserted(() -> assertThat(anna.ids("pending")).contains(pending, granted));
        assertThat(anna.approve(granted, "{}").status()).isEqualTo(200);

        service.close();
        String whileAway = topic.request("SELECT 'while away'", LONG);
        topic.withdraw(granted);
        service = service("nothing-kept-on-disk");

        assertThat(state(pending)).isEqualTo("PENDING");
        assertThat(state(whileAway)).isEqualTo("PENDING");
        assertThat(state(granted)).isEqualTo("WITHDRAWN");
        assertThat(anna.approve(pending, "{\"reason\":\"after the restart\"}").status())
                .isEqualTo(200);
        assertThat(topic.facts(pending)).hasSize(2);
    }

    @Test
    void whatRanOutWhileTheServiceWasAwayExpiresAndWhatWasDecidedDoesNot() throws Exception {
        service.close();
        String overdue = topic.request("SELECT 'overdue'", Duration.ofMillis(1));
        String withdrawn = topic.request("SELECT 'withdrawn'", Duration.ofMillis(1));
        topic.withdraw(withdrawn);

        service = service("second");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(state(overdue))
                .isEqualTo("EXPIRED"));
        assertThat(state(withdrawn)).isEqualTo("WITHDRAWN");
        assertThat(topic.facts(withdrawn)).hasSize(2);
    }

    @Test
    void withoutKafkaNoVoteIsTakenAndAfterwardsVotesWorkAgain() throws Exception {
        String id = topic.request("SELECT 'parked'", LONG);
        await().untilAsserted(() -> assertThat(state(id)).isEqualTo("PENDING"));

        KAFKA.stop();
        ApprovalsClient.Answer refused = anna.approve(id, "{}");
        KAFKA.restart();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("unavailable");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            ApprovalsClient.Answer answer = anna.approve(id, "{}");
            assertThat(answer.status()).isIn(200, 409);
            assertThat(state(id)).isEqualTo("GRANTED");
        });
    }
}
