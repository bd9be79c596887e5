package io.postern.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.audit.config.StoreSettings;
import io.postern.events.EventMeta;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.decision.AdmissionDecided;
import io.postern.events.session.Outcome;
import io.postern.schemas.EventCodec;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** The log of this class grows from test to test; every test reads all of it into a store of its own. */
class IngestIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.exclusive();

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.exclusive();

    @RegisterExtension
    static final TestIssuer ISSUER = TestIssuer.shared();

    private final String database = POSTGRES.createDatabase();
    private final StoreContents store = new StoreContents(POSTGRES, database);
    private final StoreSettings settings =
            AuditProcess.store(POSTGRES.jdbcUrl(database), POSTGRES.superuser(), POSTGRES.password());

    private AuditProcess start() {
        return AuditProcess.start(KAFKA.connection(), settings, ISSUER.webSettings());
    }

    private static LoggedSession session(int statements) {
        LoggedSession session = LoggedSession.of(UUID.randomUUID().toString(), Instant.now())
                .opened("mcp-support", "agents", "shop", "shop_agent");
        for (int i = 0; i < statements; i++) {
            String statement = session.id() + "/" + i;
            session.submitted(statement, Verdict.ALLOW, StatementKind.SELECT, "SELECT " + i)
                    .completed(statement, Outcome.SUCCEEDED, "SELECT 1", 1, null);
        }
        return session.closed("client disconnected");
    }

    private static List<LoggedSession> sessions(int count) {
        return IntStream.range(0, count).mapToObj(i -> session(i % 7)).toList();
    }

    private static CompletableFuture<Void> write(List<LoggedSession> sessions) {
        return CompletableFuture.runAsync(() -> {
            try (LogWriter log = new LogWriter(KAFKA.connection())) {
                sessions.forEach(log::write);
            }
        });
    }

    private void awaitStored(List<LoggedSession> sessions) {
        String ids = sessions.stream().map(LoggedSession::id).collect(Collectors.joining(","));
        long facts =
                sessions.stream().mapToLong(session -> session.events().size()).sum();
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(store.number(
                                "SELECT count(*) FROM postern_audit.events"
                                        + " WHERE session_id = ANY (string_to_array(?, ','))",
                                ids))
                        .isEqualTo(facts));
    }

    /** What is derived agrees with the events, so each was counted exactly once. */
    private void assertCountedOnce() {
        assertThat(store.rows("""
                        SELECT s.session_id FROM postern_audit.sessions s
                        LEFT JOIN (SELECT session_id, count(*) AS facts,
                                     count(*) FILTER (WHERE type = 'statement_submitted') AS statements
                                   FROM postern_audit.events GROUP BY session_id) e USING (session_id)
                        WHERE s.facts IS DISTINCT FROM e.facts OR s.statements IS DISTINCT FROM e.statements""")).isEmpty();
        assertThat(store.number("SELECT count(DISTINCT session_id) FROM postern_audit.events"))
                .isEqualTo(store.number("SELECT count(*) FROM postern_audit.sessions"));
    }

    @Test
    void everyFactIsStoredOnceAcrossRestartsWhileTheLogGrows() {
        List<LoggedSession> sessions = sessions(150);
        CompletableFuture<Void> writing = write(sessions);

        for (int restart = 0; restart < 4; restart++) {
            try (AuditProcess service = start()) {
                long before = store.events();
                await().atMost(LONG).until(() -> writing.isDone() || store.events() > before);
                assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
            }
        }

        try (AuditProcess service = start()) {
            writing.join();
            awaitStored(sessions);
            assertThat(service.isReady()).isTrue();
        }
        assertCountedOnce();
    }

    @Test
    void connectionsThatDieInMidBatchLoseAndDoubleNothing() throws SQLException {
        List<LoggedSession> sessions = sessions(300);
        try (AuditProcess service = start()) {
            CompletableFuture<Void> writing = write(sessions);
            for (int kills = 0; kills < 40 || !writing.isDone(); kills++) {
                store.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'postern-audit' AND datname = current_database()");
            }
            awaitStored(sessions);
            await().atMost(LONG).until(service::isReady);
        }
        assertCountedOnce();
    }

    @Test
    void twoInstancesAtOnceDoNotStoreTwice() {
        List<LoggedSession> sessions = sessions(200);
        try (AuditProcess one = start();
                AuditProcess other = start()) {
            write(sessions).join();
            awaitStored(sessions);
            await().atMost(LONG).until(() -> one.isReady() && other.isReady());
        }
        assertCountedOnce();
    }

    @Test
    void recordsThatAreNoFactsAreKeptAndHoldNothingUp() {
        LoggedSession session = session(1);
        String key = session.id();
        byte[] decided = EventCodec.encode(admissionDecided());
        byte[] garbage = "not an event".getBytes(StandardCharsets.UTF_8);
        byte[] cut = new byte[EventCodec.encode(session.events().get(0)).length - 3];
        System.arraycopy(EventCodec.encode(session.events().get(0)), 0, cut, 0, cut.length);
        LoggedSession tooLong =
                LoggedSession.of(incompressible(), Instant.now()).closed("never opened");
        LoggedSession outOfTime = LoggedSession.of(
                        UUID.randomUUID().toString(), Instant.parse("-200000-01-01T00:00:00Z"))
                .closed("before there were clocks");
        RecordMetadata first;
        try (LogWriter log = new LogWriter(KAFKA.connection())) {
            first = log.writeRaw(key, garbage);
            log.writeRaw(key, null);
            log.writeRaw(key, decided);
            log.writeRaw(key, cut);
            log.write(key, tooLong.events());
            log.write(key, outOfTime.events());
            log.write(session);
            log.write(key, session.events());
            log.write(
                    key,
                    LoggedSession.of(session.id(), Instant.now())
                            .turnedAway(null, "28P01", "forged")
                            .events());
        }

        try (AuditProcess service = start()) {
            awaitStored(List.of(session));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(store.rows(
                                    "SELECT reason || ' / ' || coalesce(length(value), -1) FROM postern_audit.unreadable_records"
                                            + " WHERE log_partition = ? AND log_offset >= ? ORDER BY log_offset",
                                    first.partition(),
                                    first.offset()))
                            .satisfiesExactly(
                                    row -> assertThat(row).isEqualTo("not single-object encoded / " + garbage.length),
                                    row -> assertThat(row).isEqualTo("no value / -1"),
                                    row -> assertThat(row)
                                            .isEqualTo(
                                                    "not a fact of a session: io.postern.events.decision.AdmissionDecided / "
                                                            + decided.length),
                                    row -> assertThat(row).isEqualTo("malformed body / " + cut.length),
                                    row -> assertThat(row).startsWith("refused by the store: SQLSTATE 54000"),
                                    row -> assertThat(row)
                                            .startsWith("another event of the same id was stored before")));
            assertThat(service.json("/api/status", ISSUER.webToken("ada", "auditors"))
                            .get("unreadable")
                            .asLong())
                    .isEqualTo(6);
            assertThat(service.json("/api/sessions/" + outOfTime.id(), ISSUER.webToken("ada", "auditors"))
                            .at("/closed/at")
                            .asText())
                    .isEqualTo("-200000-01-01T00:00:00Z");
            assertThat(service.isReady()).isTrue();
        }
        assertCountedOnce();
    }

    /** Longer than any entry of an index, even compressed. */
    private static String incompressible() {
        return IntStream.range(0, 500)
                .mapToObj(i -> UUID.randomUUID().toString())
                .collect(Collectors.joining());
    }

    private static AdmissionDecided admissionDecided() {
        return AdmissionDecided.newBuilder()
                .setMeta(EventMeta.newBuilder()
                        .setEventId("decided")
                        .setOccurredAt(Instant.EPOCH)
                        .setProducer("policy-service/test")
                        .setCorrelationId("any")
                        .setAggregateId("any")
                        .setSequence(0)
                        .build())
                .setKey("any")
                .setVerdict(Verdict.DENY)
                .setRuleId("any")
                .setReason("")
                .setPolicyVersion("any")
                .build();
    }

    @Test
    void aStoreThatIsAwayIsAwaitedAndNothingIsLost() {
        List<LoggedSession> sessions = sessions(40);
        try (AuditProcess service = start()) {
            await().atMost(LONG).until(service::isReady);
            POSTGRES.stop();
            try {
                write(sessions).join();
                await().atMost(LONG)
                        .untilAsserted(
                                () -> assertThat(service.get("/health/ready").statusCode())
                                        .isEqualTo(503));
                assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(service.get("/api/sessions", "Authorization", "Bearer " + ISSUER.webToken("ada", "auditors"))
                                .statusCode())
                        .isEqualTo(503);
            } finally {
                POSTGRES.restart();
            }

            awaitStored(sessions);
            await().atMost(LONG).until(service::isReady);
        }
        assertCountedOnce();
    }

    @Test
    void aLogThatIsAwayIsAwaited() {
        List<LoggedSession> sessions = sessions(10);
        try (AuditProcess service = start()) {
            await().atMost(LONG).until(service::isReady);
            KAFKA.stop();
            try {
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(AuditProcess.parse(service.get("/health/ready"))
                                        .get("ingest")
                                        .asText())
                                .isEqualTo("log_away"));
            } finally {
                KAFKA.restart();
            }

            write(sessions).join();
            awaitStored(sessions);
            await().atMost(LONG).until(service::isReady);
        }
        assertCountedOnce();
    }

    @Test
    void aServiceThatStartsWhileTheLogIsAwayFollowsItLater() {
        KAFKA.stop();
        List<LoggedSession> sessions = sessions(3);
        AuditProcess service;
        try {
            service = start();
            assertThat(service.isReady()).isFalse();
        } finally {
            KAFKA.restart();
        }
        try (service) {
            write(sessions).join();
            awaitStored(sessions);
            await().atMost(LONG).until(service::isReady);
        }
    }

    @Test
    void aLogThatEndsBeforeTheStoreDoesIsReportedAndNotFollowed() throws SQLException {
        List<LoggedSession> sessions = sessions(3);
        write(sessions).join();
        try (AuditProcess service = start()) {
            awaitStored(sessions);
            await().atMost(LONG).until(service::isReady);
        }
        store.execute("UPDATE postern_audit.log_offsets SET next_offset = next_offset + 1000000");

        try (AuditProcess service = start()) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(service.json("/api/status", ISSUER.webToken("ada", "auditors"))
                                    .at("/ingest/detail")
                                    .asText())
                            .startsWith("the log was cut or replaced: "));
            assertThat(service.isReady()).isFalse();
        }
    }

    @Test
    void recordsDeletedBeforeTheyWereStoredLeaveANote() throws ExecutionException, InterruptedException {
        LoggedSession early = session(1);
        LoggedSession late = session(1);
        try (LogWriter log = new LogWriter(KAFKA.connection())) {
            log.write(early);
            try (AuditProcess service = start()) {
                awaitStored(List.of(early));
                await().atMost(LONG).until(service::isReady);
            }
            RecordMetadata lost = log.writeRaw("any", new byte[] {1});
            try (Admin admin = Admin.create(KAFKA.connection().with(Map.of()))) {
                admin.deleteRecords(Map.of(
                                new TopicPartition(lost.topic(), lost.partition()),
                                RecordsToDelete.beforeOffset(lost.offset() + 1)))
                        .all()
                        .get();
            }
            log.write(late);

            try (AuditProcess service = start()) {
                awaitStored(List.of(late));
                await().atMost(LONG).until(service::isReady);
            }
            assertThat(store.rows(
                            "SELECT reason FROM postern_audit.unreadable_records WHERE log_partition = ? AND log_offset = ?",
                            lost.partition(),
                            lost.offset()))
                    .containsExactly("deleted from the log before it was stored: offsets " + lost.offset() + " to "
                            + lost.offset());
        }
    }
}
