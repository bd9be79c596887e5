package io.postern.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.TestIssuer;

/** What is lost when the service or Kafka goes away: nothing. */
class RecoveryIT {

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.exclusive();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @TempDir
    Path directory;

    private RunningApprovals service;

    @BeforeEach
    void start() throws IOException {
        service = RunningApprovals.start(KAFKA, ISSUER, directory);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aRestartKeepsWhatIsPendingAndWhatWasDecided() throws Exception {
        String pending = service.topic().request("SELECT 'pending'", RunningApprovals.LONG);
        String granted = service.topic().request("SELECT 'granted'", RunningApprovals.LONG);
        await().untilAsserted(() -> assertThat(service.anna().ids("pending")).contains(pending, granted));
        assertThat(service.anna().approve(granted, "{}").status()).isEqualTo(200);

        service.stopService();
        String whileAway = service.topic().request("SELECT 'while away'", RunningApprovals.LONG);
        service.topic().withdraw(granted);
        service.startService("nothing-kept-on-disk");

        assertThat(service.state(pending)).isEqualTo("PENDING");
        assertThat(service.state(whileAway)).isEqualTo("PENDING");
        assertThat(service.state(granted)).isEqualTo("WITHDRAWN");
        assertThat(service.anna()
                        .approve(pending, "{\"reason\":\"after the restart\"}")
                        .status())
                .isEqualTo(200);
        assertThat(service.topic().facts(pending)).hasSize(2);
    }

    @Test
    void whatRanOutWhileTheServiceWasAwayExpiresAndWhatWasDecidedDoesNot() throws Exception {
        service.stopService();
        String overdue = service.topic().request("SELECT 'overdue'", Duration.ofMillis(1));
        String withdrawn = service.topic().request("SELECT 'withdrawn'", Duration.ofMillis(1));
        service.topic().withdraw(withdrawn);

        service.startService("second");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.state(overdue)).isEqualTo("EXPIRED"));
        assertThat(service.state(withdrawn)).isEqualTo("WITHDRAWN");
        assertThat(service.topic().facts(withdrawn)).hasSize(2);
    }

    @Test
    void withoutKafkaNoVoteIsTakenAndAfterwardsVotesWorkAgain() throws Exception {
        String id = service.topic().request("SELECT 'parked'", RunningApprovals.LONG);
        await().untilAsserted(() -> assertThat(service.state(id)).isEqualTo("PENDING"));

        KAFKA.stop();
        ApprovalsClient.Answer refused = service.anna().approve(id, "{}");
        KAFKA.restart();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("unavailable");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            ApprovalsClient.Answer answer = service.anna().approve(id, "{}");
            assertThat(answer.status()).isIn(200, 409);
            assertThat(service.state(id)).isEqualTo("GRANTED");
        });
    }
}
