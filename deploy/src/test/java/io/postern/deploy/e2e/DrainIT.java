package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.RawAnswers.query;
import static io.postern.deploy.e2e.RawAnswers.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** A proxy that gets SIGTERM while its clients are at work. */
class DrainIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void whatRunsEndsAndWhatIsIdleLeavesAtOnce() throws Exception {
        try (ProxyProcess proxy = ProxyProcess.start(GATE, ProxyProcess.Settings.of(GATE, """
                        timeouts:
                          drain: 5m
                        """));
                ProductsLock lock = new ProductsLock(GATE);
                RawClient idle = proxy.loggedIn(GATE, "idle-agent", "agents");
                RawClient running = proxy.loggedIn(GATE, "running-agent", "agents");
                RawClient inTransaction = proxy.loggedIn(GATE, "transaction-agent", "agents")) {
            running.send(query(ProductsLock.READ));
            lock.awaitReaders(1);
            inTransaction.send(query("BEGIN"));
            inTransaction.readUntil(BackendType.READY_FOR_QUERY);

            proxy.process().terminate();

            assertThat(sqlState(idle.readToEnd())).isEqualTo("57P01");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> new RawClient(proxy.port()).close())
                            .isInstanceOf(ConnectException.class));
            inTransaction.send(query("SELECT 'still here'"));
            assertThat(inTransaction.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.DATA_ROW);
            inTransaction.send(query("COMMIT"));
            assertThat(inTransaction.readToEnd())
                    .extracting(BackendMessage::backendType)
                    .containsExactly(
                            BackendType.COMMAND_COMPLETE, BackendType.READY_FOR_QUERY, BackendType.ERROR_RESPONSE);
            lock.release();
            List<BackendMessage> answer = running.readToEnd();
            assertThat(answer)
                    .extracting(BackendMessage::backendType)
                    .containsExactly(
                            BackendType.ROW_DESCRIPTION,
                            BackendType.DATA_ROW,
                            BackendType.COMMAND_COMPLETE,
                            BackendType.READY_FOR_QUERY,
                            BackendType.ERROR_RESPONSE);
            assertThat(sqlState(answer)).isEqualTo("57P01");
            assertThat(proxy.process().exitCode(SOON)).isZero();
        }
    }

    @Test
    void whatRunsBeyondTheDeadlineIsEnded() throws Exception {
        try (ProxyProcess proxy = ProxyProcess.start(GATE, ProxyProcess.Settings.of(GATE, """
                        timeouts:
                          drain: 2s
                        """));
                ProductsLock lock = new ProductsLock(GATE);
                RawClient running = proxy.loggedIn(GATE, "endless-agent", "agents")) {
            running.send(query(ProductsLock.READ));
            lock.awaitReaders(1);

            proxy.process().terminate();

            assertThat(sqlState(running.readToEnd())).isEqualTo("57P01");
            assertThat(proxy.process().exitCode(SOON)).isZero();
            lock.awaitReaders(0);
        }
    }

    @Test
    void loadBalancersGetTheTimeToNotice() throws Exception {
        try (ProxyProcess proxy = ProxyProcess.start(GATE, ProxyProcess.Settings.of(GATE, """
                        timeouts:
                          drainDelay: 5m
                        """));
                RawClient idle = proxy.loggedIn(GATE, "patient-agent", "agents")) {
            proxy.process().terminate();

            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(proxy.admin().ready()).startsWith("503").contains("draining"));
            try (RawClient late = proxy.loggedIn(GATE, "late-agent", "agents")) {
                late.send(query("SELECT 'late'"));
                assertThat(late.readUntil(BackendType.READY_FOR_QUERY))
                        .extracting(BackendMessage::backendType)
                        .contains(BackendType.DATA_ROW);
            }
            idle.send(query("SELECT 'idle'"));
            assertThat(idle.readUntil(BackendType.READY_FOR_QUERY))
                    .extracting(BackendMessage::backendType)
                    .contains(BackendType.DATA_ROW);
        }
    }
}
