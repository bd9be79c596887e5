package io.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.identity.Identity;
import io.postern.identity.TokenVerifier;
import io.postern.identity.TokenVerifier.Reason;
import io.postern.identity.TokenVerifier.Rejected;
import io.postern.identity.TokenVerifier.Verified;
import io.postern.schemas.Topic;
import io.postern.schemas.Topics;

class FixturesIT {

    @RegisterExtension
    static final KafkaFixture SHARED_KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final KafkaFixture OWN_KAFKA = KafkaFixture.exclusive();

    @RegisterExtension
    static final PostgresFixture SHARED_POSTGRES = PostgresFixture.shared();

    @RegisterExtension
    static final PostgresFixture OWN_POSTGRES = PostgresFixture.exclusive(Map.of("work_mem", "1MB"));

    @RegisterExtension
    static final PostgresFixture POSTGRES_15 = PostgresFixture.version15();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    @Test
    void sharedBrokerHasTheTopicsOfTheCatalogue() throws Exception {
        try (Admin admin = Admin.create(SHARED_KAFKA.connection().with(Map.of()))) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS))
                    .containsAll(Topics.ALL.stream().map(Topic::name).toList());
        }
    }

    @Test
    void exclusiveBrokerGoesDownAndComesBackWithItsRecords() throws Exception {
        assertThat(append("before")).isZero();

        OWN_KAFKA.stop();
        assertThat(accepts(OWN_KAFKA.bootstrapServers())).isFalse();
        OWN_KAFKA.restart();

        assertThat(append("after")).isEqualTo(1);
    }

    @Test
    void sharedServersAreNotStopped() {
        assertThatIllegalStateException().isThrownBy(SHARED_KAFKA::stop);
        assertThatIllegalStateException().isThrownBy(SHARED_POSTGRES::stop);
        assertThat(accepts(SHARED_KAFKA.bootstrapServers())).isTrue();
    }

    @Test
    void databasesAreApart() throws SQLException {
        String one = SHARED_POSTGRES.createDatabase();
        String other = SHARED_POSTGRES.createDatabase();

        try (Connection connection = SHARED_POSTGRES.connect(one);
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes(text text)");
        }

        assertThat(ask(SHARED_POSTGRES, one, "select to_regclass('notes') is null"))
                .isEqualTo("f");
        assertThat(ask(SHARED_POSTGRES, other, "select to_regclass('notes') is null"))
                .isEqualTo("t");
    }

    @Test
    void exclusiveServerGoesDownAndComesBackWithItsDataAndSettings() throws SQLException {
        String database = OWN_POSTGRES.createDatabase();

        OWN_POSTGRES.stop();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> OWN_POSTGRES.connect(database).close());
        OWN_POSTGRES.restart();

        assertThat(ask(OWN_POSTGRES, database, "select current_database()")).isEqualTo(database);
        assertThat(ask(OWN_POSTGRES, database, "show work_mem")).isEqualTo("1MB");
    }

    @Test
    void versionsStandSideBySide() throws SQLException {
        assertThat(ask(POSTGRES_15, "postgres", "show server_version")).startsWith("15.");
        assertThat(ask(OWN_POSTGRES, "postgres", "show server_version")).startsWith("17.");
    }

    @Test
    void tokensAreGoodForTheirOwnAudienceOnly() {
        TokenVerifier wire = TokenVerifier.create(ISSUER.settings());
        TokenVerifier web = TokenVerifier.create(ISSUER.webSettings());

        assertThat(wire.verify(ISSUER.token("ada", "agents", "analysts")))
                .isInstanceOfSatisfying(
                        Verified.class,
                        v -> assertThat(v.identity())
                                .isEqualTo(
                                        new Identity(ISSUER.issuer().toString(), "ada", Set.of("analysts", "agents"))));
        assertThat(web.verify(ISSUER.webToken("ada"))).isInstanceOf(Verified.class);
        assertThat(wire.verify(ISSUER.webToken("ada")))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.AUDIENCE));
        assertThat(wire.verify(ISSUER.token("ada", Set.of(), TestIssuer.AUDIENCE, Duration.ofMinutes(-5))))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.EXPIRED));
    }

    @Test
    void fixtureOutsideStaticFieldSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaFixture.shared().connection())
                .withMessageContaining("static");
        assertThatIllegalStateException()
                .isThrownBy(() -> PostgresFixture.shared().port())
                .withMessageContaining("static");
        assertThatIllegalStateException()
                .isThrownBy(() -> TestIssuer.shared().issuer())
                .withMessageContaining("static");
    }

    private static long append(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                OWN_KAFKA.connection().with(Map.of("acks", "all")), new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(Topics.POLICY_EVENTS.name(), "key", value))
                    .get(30, TimeUnit.SECONDS)
                    .offset();
        }
    }

    private static boolean accepts(String hostAndPort) {
        String[] parts = hostAndPort.replaceFirst("^.*://", "").split(":", 2);
        try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String ask(PostgresFixture postgres, String database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
