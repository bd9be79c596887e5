package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.SqlCalls.assertSqlState;
import static io.postern.deploy.e2e.SqlCalls.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** What a collector learns of statements, and that statements do not notice when there is none. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracesIT {

    private static final TraceCollector COLLECTOR = new TraceCollector();

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared())
            .tracingTo(COLLECTOR.settings());

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @Order(1)
    void statementsBecomeSpansWithoutAnythingThatTheyHold() throws Exception {
        String token = GATE.issuer().token("canary-subject", "agents");
        try (Connection agent = GATE.connectWithToken("canary-subject", token);
                Statement statement = agent.createStatement();
                PreparedStatement prepared = agent.prepareStatement("SELECT name FROM products WHERE name = ?")) {
            one(agent, "SELECT 'canary-constant' AS canary_alias");
            prepared.setString(1, "canary-parameter");
            prepared.executeQuery().close();
            assertSqlState("42501", () -> statement.execute("DROP TABLE canary_table"));
            assertSqlState("22012", () -> statement.execute("SELECT id / (id - 1) FROM products WHERE id = 1"));
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(COLLECTOR.received())
                        .contains("postern.statement.id", "postern.session.id", "db.namespace", "shop")
                        .contains("decide", "record", "upstream")
                        .contains("allow", "succeeded", "deny", "refused", "42501", "failed", "22012")
                        .contains("postern-proxy", "proxy-service/e2e"));
        assertThat(COLLECTOR.received())
                .doesNotContain("canary")
                .doesNotContain("products")
                .doesNotContain("agents")
                .doesNotContain(token)
                .doesNotContain(token.substring(0, 20));
    }

    @Test
    @Order(2)
    void aCollectorThatIsAwayIsNotNoticed() throws Exception {
        COLLECTOR.close();
        try (Connection agent = GATE.connect("alone-agent", "agents")) {
            for (int i = 0; i < 100; i++) {
                assertThat(one(agent, "SELECT " + i)).isEqualTo(Integer.toString(i));
            }
        }
    }
}
