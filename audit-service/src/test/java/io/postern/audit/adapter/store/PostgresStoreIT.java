package io.postern.audit.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.audit.LogWriter;
import io.postern.audit.LoggedSession;
import io.postern.audit.StoreContents;
import io.postern.audit.adapter.avro.AvroFacts;
import io.postern.audit.adapter.kafka.SessionLogIngest;
import io.postern.audit.app.Bytes;
import io.postern.audit.app.FactStore;
import io.postern.audit.app.FactStore.OffsetsMoved;
import io.postern.audit.app.IngestStatus;
import io.postern.audit.app.LogBatch;
import io.postern.audit.app.LogBatch.Slice;
import io.postern.audit.app.LogEntry;
import io.postern.audit.domain.SessionStory;
import io.postern.events.StatementKind;
import io.postern.events.Verdict;
import io.postern.events.session.Outcome;
import io.postern.schemas.EventCodec;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;

class PostgresStoreIT {

    private static final String TOPIC = "a-topic";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final KafkaFixture KAFKA = KafkaFixture.shared();

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.shared();

    private final String database = POSTGRES.createDatabase();
    private final StoreContents contents = new StoreContents(POSTGRES, database);
    private final AvroFacts reader = new AvroFacts();

    private PostgresStore open() {
        return PostgresStore.open(POSTGRES.jdbcUrl(database), POSTGRES.superuser(), POSTGRES.password(), reader, LIMIT);
    }

    private LogBatch batch(long from, LoggedSession session) throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        long offset = from;
        for (var event : session.events()) {
            Bytes bytes = Bytes.of(EventCodec.encode(event));
            entries.add(new LogEntry.Recorded(offset++, reader.read(bytes), bytes));
        }
        return new LogBatch(TOPIC, List.of(new Slice(0, from, offset, entries)));
    }

    private static LoggedSession session() {
        String id = UUID.randomUUID().toString();
        return LoggedSession.of(id, Instant.now())
                .opened("mcp-support", "agents", "shop", "shop_agent")
                .submitted(id + "/0", Verdict.ALLOW, StatementKind.SELECT, "SELECT 1")
                .completed(id + "/0", Outcome.SUCCEEDED, "SELECT 1", 1, null)
                .closed("client disconnected");
    }

    @Test
    void instancesThatStartTogetherMakeTheSchemaOnce() {
        List<CompletableFuture<Void>> starts = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> open().close()))
                .toList();

        assertThat(starts).allSatisfy(start -> assertThat(start).succeedsWithin(LIMIT));
        assertThat(contents.rows("SELECT name FROM postern_audit.migrations ORDER BY number"))
                .isEqualTo(Migrations.SCRIPTS);
    }

    @Test
    void everyTableAndItsMeaningAreDocumented() {
        open().close();

        assertThat(contents.rows("""
                        SELECT c.relname FROM pg_class c
                        WHERE c.relnamespace = 'postern_audit'::regnamespace AND c.relkind = 'r'
                          AND obj_description(c.oid, 'pg_class') IS NULL""")).isEmpty();
        assertThat(contents.rows("""
                        SELECT column_name FROM information_schema.columns
                        WHERE table_schema = 'postern_audit' AND data_type = 'timestamp without time zone'""")).isEmpty();
    }

    @Test
    void aSchemaOfANewerVersionIsLeftAlone() throws SQLException {
        open().close();
        contents.execute(
                "INSERT INTO postern_audit.migrations (number, name, sha256) VALUES (99, '0099-later.sql', '')");

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("0099-later.sql");
    }

    @Test
    void aSchemaOfOtherScriptsIsLeftAlone() throws SQLException {
        open().close();
        contents.execute("UPDATE postern_audit.migrations SET sha256 = 'other' WHERE number = 1");

        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessageContaining("another script");
    }

    @Test
    void factsCannotBeChangedOrRemovedEvenByASuperuser() throws Exception {
        try (PostgresStore store = open()) {
            store.facts().offsets(TOPIC, Map.of(0, 0L));
            store.facts().append(batch(0, session()));
        }

        for (String change : List.of(
                "UPDATE postern_audit.events SET sequence = 0",
                "DELETE FROM postern_audit.events",
                "TRUNCATE postern_audit.events",
                "DELETE FROM postern_audit.unreadable_records")) {
            assertThatThrownBy(() -> contents.execute(change)).hasMessageContaining("append-only");
        }
        assertThat(contents.events()).isEqualTo(4);
    }

    @Test
    void theOwnersRoleHasNoRightToChangeFacts() throws SQLException {
        String role = "audit_owner_" + database;
        contents.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'p'");
        contents.execute("GRANT CREATE ON DATABASE " + database + " TO " + role);
        PostgresStore.open(POSTGRES.jdbcUrl(database), role, "p", reader, LIMIT).close();

        try (Connection connection = DriverManager.getConnection(POSTGRES.jdbcUrl(database), role, "p");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM postern_audit.events"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aRoleThatOwnsNothingCanServeOnceTheSchemaIsThere() throws Exception {
        open().close();
        String role = "audit_writer_" + database;
        contents.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'p'");
        contents.execute("GRANT USAGE ON SCHEMA postern_audit TO " + role);
        contents.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA postern_audit TO " + role);
        contents.execute(
                "GRANT UPDATE ON postern_audit.log_offsets, postern_audit.sessions, postern_audit.statements TO "
                        + role);
        LoggedSession session = session();

        try (PostgresStore store = PostgresStore.open(POSTGRES.jdbcUrl(database), role, "p", reader, LIMIT)) {
            store.facts().offsets(TOPIC, Map.of(0, 0L));
            store.facts().append(batch(0, session));

            assertThat(store.archive().story(session.id(), Optional.empty(), 10))
                    .hasValueSatisfying(
                            page -> assertThat(page.story().statements()).hasSize(1));
        }
    }

    @Test
    void aBatchForOffsetsThatMovedIsRefusedWhole() throws Exception {
        try (PostgresStore store = open()) {
            store.facts().offsets(TOPIC, Map.of(0, 0L));
            store.facts().append(batch(0, session()));

            assertThatThrownBy(() -> store.facts().append(batch(0, session()))).isInstanceOf(OffsetsMoved.class);
            assertThat(contents.events()).isEqualTo(4);
            assertThat(contents.number("SELECT count(*) FROM postern_audit.sessions"))
                    .isEqualTo(1);
            assertThat(store.facts().offsets(TOPIC, Map.of(0, 0L))).containsEntry(0, 4L);
        }
    }

    @Test
    void theReadModelIsTheSameInWhateverOrderFactsArrive() throws Exception {
        LoggedSession session = session();
        List<LogEntry> backwards = new ArrayList<>();
        long offset = 0;
        for (int i = session.events().size() - 1; i >= 0; i--) {
            Bytes bytes = Bytes.of(EventCodec.encode(session.events().get(i)));
            backwards.add(new LogEntry.Recorded(offset++, reader.read(bytes), bytes));
        }
        try (PostgresStore store = open()) {
            store.facts().offsets(TOPIC, Map.of(0, 0L));
            for (LogEntry entry : backwards) {
                store.facts()
                        .append(new LogBatch(
                                TOPIC, List.of(new Slice(0, entry.offset(), entry.offset() + 1, List.of(entry)))));
            }

            assertThat(store.archive().story(session.id(), Optional.empty(), 10))
                    .hasValueSatisfying(page -> {
                        assertThat(page.story().state()).isEqualTo(SessionStory.State.CLOSED);
                        assertThat(page.story().gaps()).isEmpty();
                    });
        }
        assertThat(contents.rows("""
                        SELECT concat_ws(' ', subject, database_name, facts, statements, allowed, opened_at = started_at,
                          closed_at IS NOT NULL, end_reason) FROM postern_audit.sessions""")).containsExactly("mcp-support shop 4 1 1 t t client disconnected");
        assertThat(contents.rows(
                        "SELECT concat_ws(' ', first_sequence, verdict, outcome) FROM postern_audit.statements"))
                .containsExactly("1 ALLOW SUCCEEDED");
    }

    @Test
    void textWithAZeroCharacterIsStored() throws Exception {
        String id = UUID.randomUUID().toString();
        LoggedSession session = LoggedSession.of(id, Instant.now())
                .opened("a\0b", "g\0", "shop", "shop_agent")
                .submitted(id + "/\0", Verdict.ALLOW, StatementKind.SELECT, "SELECT '\0'");
        try (PostgresStore store = open()) {
            store.facts().offsets(TOPIC, Map.of(0, 0L));
            store.facts().append(batch(0, session));

            assertThat(store.archive().story(id, Optional.empty(), 10))
                    .hasValueSatisfying(
                            page -> assertThat(page.story().statements()).hasSize(1));
        }
        assertThat(contents.rows("SELECT subject FROM postern_audit.sessions")).containsExactly("a\uFFFDb");
    }

    /** The three ways in which the end of a transaction can be lost. */
    private enum Loss {
        BEFORE_COMMIT,
        ANSWER_TO_COMMIT,
        NONE
    }

    @Test
    void everyFactIsStoredOnceWhereverATransactionBreaks() {
        List<LoggedSession> sessions = new ArrayList<>();
        AtomicInteger commits = new AtomicInteger();
        try (PostgresStore store = open();
                LogWriter log = new LogWriter(KAFKA.connection())) {
            FactStore fragile = PostgresStore.facts(losing(store.connections(), commits));
            IngestStatus status = new IngestStatus();
            try (SessionLogIngest ingest = SessionLogIngest.start(KAFKA.connection(), reader, fragile, status)) {
                for (int round = 0; round < 9; round++) {
                    int before = commits.get();
                    LoggedSession session = session();
                    sessions.add(session);
                    log.write(session);
                    await().atMost(LIMIT).until(() -> commits.get() > before);
                }
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(contents.number(
                                        "SELECT count(*) FROM postern_audit.events WHERE session_id = ANY (string_to_array(?, ','))",
                                        String.join(
                                                ",",
                                                sessions.stream()
                                                        .map(LoggedSession::id)
                                                        .toList())))
                                .isEqualTo(4L * sessions.size()));
                assertThat(ingest).isNotNull();
            }
        }
        assertThat(commits.get()).isGreaterThanOrEqualTo(9);
        assertThat(contents.factsCounted()).isEqualTo(contents.events());
        assertThat(contents.statementsCounted())
                .isEqualTo(contents.number("SELECT count(*) FROM postern_audit.statements"));
    }

    private static DataSource losing(DataSource connections, AtomicInteger commits) {
        return (DataSource) Proxy.newProxyInstance(
                PostgresStoreIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Connection connection = (Connection) invoke(() -> method.invoke(connections, args));
                    return Proxy.newProxyInstance(
                            PostgresStoreIT.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (inner, call, values) -> {
                                if (!call.getName().equals("commit")) {
                                    return invoke(() -> call.invoke(connection, values));
                                }
                                Loss loss = Loss.values()[commits.getAndIncrement() % Loss.values().length];
                                if (loss == Loss.BEFORE_COMMIT) {
                                    connection.rollback();
                                } else {
                                    connection.commit();
                                }
                                if (loss != Loss.NONE) {
                                    throw new SQLException("connection lost", "08006");
                                }
                                return null;
                            });
                });
    }

    private interface Call {
        Object make() throws Exception;
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
