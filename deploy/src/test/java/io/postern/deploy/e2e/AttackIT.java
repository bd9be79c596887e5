package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.jdbc.PreferQueryMode;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.StartupMessage;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * Attacks on masked columns and on the statement guard, and ordinary statements beside them that have to pass. Judged by what
 * reaches the client, byte by byte, and by what is in the database afterwards; not by error texts.
 */
class AttackIT {

    @RegisterExtension
    static final Gate GATE = new Gate(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared());

    private static final Map<String, Canaries> CANARIES = new HashMap<>();
    private static final Map<String, Attacker> ATTACKERS = new HashMap<>();
    private static final Map<String, Integer> COUNTS = new TreeMap<>();
    private static final Map<String, Connection> COPIES = new HashMap<>();
    private static final String UNGUARDED = "unguarded";
    private static final String SESSION = "SELECT current_user, current_setting('search_path'),"
            + " current_setting('standard_conforming_strings'), current_setting('client_encoding')";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Connection oracle;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static String untouched;

    @BeforeAll
    static void plantCanaries() throws SQLException {
        try (Connection shop = GATE.oracle()) {
            Canaries.plant(shop);
            HandMasked.oddValues(shop);
        }
        try (Connection server = GATE.postgres().connect("postgres");
                Statement statement = server.createStatement()) {
            for (String group : HandMasked.GROUPS) {
                copyOfShop(statement, HandMasked.database(group));
            }
        }
        for (String group : HandMasked.GROUPS) {
            String database = HandMasked.database(group);
            String simple = group + Attacker.Mode.SIMPLE;
            String extended = group + Attacker.Mode.EXTENDED;
            COPIES.put(simple, direct(database, simple, PreferQueryMode.SIMPLE));
            COPIES.put(extended, direct(database, extended, PreferQueryMode.EXTENDED));
            HandMasked.mask(known(COPIES, simple), group);
            ATTACKERS.put(group, new Attacker(GATE, "attacker-of-" + group, group));
            CANARIES.put(group, Canaries.of(group));
        }
        oracle = direct("shop", UNGUARDED, PreferQueryMode.SIMPLE);
        untouched = ShopState.of(oracle);
    }

    /** A template must have no connections, and the gate has its own. */
    private static void copyOfShop(Statement statement, String name) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsMatching(
                        failure -> failure instanceof SQLException error && "55006".equals(error.getSQLState()))
                .untilAsserted(() -> {
                    statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shop'");
                    statement.execute("CREATE DATABASE " + name + " TEMPLATE shop");
                });
    }

    @AfterAll
    static void closeAndCount() throws SQLException, IOException {
        for (Attacker attacker : ATTACKERS.values()) {
            attacker.close();
        }
        for (Connection copy : COPIES.values()) {
            copy.close();
        }
        oracle.close();
        int controls = COUNTS.entrySet().stream()
                .filter(count -> count.getKey().startsWith("c."))
                .mapToInt(Map.Entry::getValue)
                .sum();
        int all = COUNTS.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("attacks: %d, controls: %d, by class: %s%n", all - controls, controls, COUNTS);
    }

    private static Connection direct(String database, String recording, PreferQueryMode mode) throws SQLException {
        Properties properties = Attacker.properties(recording, mode);
        properties.setProperty("user", GATE.postgres().superuser());
        properties.setProperty("password", GATE.postgres().password());
        return DriverManager.getConnection(GATE.postgres().jdbcUrl(database), properties);
    }

    @TestFactory
    Stream<DynamicTest> maskedColumnsStayMasked() throws IOException {
        return tests("columns.sql");
    }

    @TestFactory
    Stream<DynamicTest> nothingGetsRoundTheStatementGuard() throws IOException {
        return tests("statements.sql");
    }

    @TestFactory
    Stream<DynamicTest> ordinaryStatementsPass() throws IOException {
        return tests("controls.sql");
    }

    @TestFactory
    Stream<DynamicTest> knownToBeOpen() throws IOException {
        return tests("known-open.sql");
    }

    @TestFactory
    Stream<DynamicTest> messagesOutOfTheOrdinary() {
        return ProtocolAttacks.all().entrySet().stream()
                .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> {
                    COUNTS.merge(attack.getKey().split(" ", 2)[0], 1, Integer::sum);
                    Attacker.Transcript transcript = new Attacker.Transcript();
                    try (RawClient client = RawClient.loggedIn(GATE, "protocol-attacker", "agents")) {
                        for (BackendMessage message : attack.getValue().run(client)) {
                            transcript.add(message);
                        }
                    }
                    assertThat(known(CANARIES, "agents").in(transcript.attempt().received()))
                            .isEmpty();
                    assertThat(ShopState.of(oracle)).isEqualTo(untouched);
                }));
    }

    @TestFactory
    Stream<DynamicTest> startupsThatAskForMore() {
        return ProtocolAttacks.startups().stream()
                .map(startup -> DynamicTest.dynamicTest("2.11-startup " + startup, () -> {
                    COUNTS.merge("2.11-startup", 1, Integer::sum);
                    assertThat(ProtocolAttacks.answer(GATE.port(), startup))
                            .singleElement()
                            .isInstanceOfSatisfying(
                                    ErrorResponse.class,
                                    error -> assertThat(error.sqlState()).isEqualTo("0A000"));
                }));
    }

    @Test
    void anotherDatabaseOfTheServerIsNoneOfTheGates() throws IOException {
        for (String database : List.of("postgres", "template1", HandMasked.database("agents"), "SHOP", "shop ")) {
            COUNTS.merge("2.11-startup", 1, Integer::sum);
            try (RawClient client = new RawClient(GATE.port())) {
                client.send(new StartupMessage(3, 0, Map.of("user", "a", "database", database))::encode);
                if (client.read().backendType() == BackendType.AUTHENTICATION) {
                    client.send(new PasswordMessage(GATE.issuer().token("a", "agents")));
                    assertThat(client.readToEnd()).noneMatch(ReadyForQuery.class::isInstance);
                }
            }
        }
    }

    @Test
    void whatTheClientCallsItselfGivesItNoOtherRole() throws SQLException, IOException {
        COUNTS.merge("2.11-startup", 1, Integer::sum);
        for (String user : List.of("postgres", "shop_analyst")) {
            try (Attacker attacker = new Attacker(GATE, user, "agents")) {
                assertThat(attacker.attempt(Attacker.Mode.SIMPLE, List.of("SELECT current_user, session_user"))
                                .rows())
                        .containsExactly(List.of("shop_agent", "shop_agent"));
            }
        }
    }

    @Test
    void aDecisionIsForThePersonAsTheyAreKnownNow() throws SQLException, IOException {
        COUNTS.merge("2.6-cached", 1, Integer::sum);
        List<String> query = List.of("SELECT email FROM customers WHERE id = 1");
        for (int round = 0; round < 2; round++) {
            for (String group : HandMasked.GROUPS) {
                try (Attacker person = new Attacker(GATE, "two-hats", group)) {
                    for (Attacker.Mode mode : Attacker.Mode.values()) {
                        boolean raw = known(CANARIES, "agents")
                                .in(person.attempt(mode, query).received())
                                .isPresent();
                        assertThat(raw).as(mode + " " + group).isEqualTo(group.equals("analysts"));
                    }
                }
            }
        }
    }

    /** Often enough that the driver goes over to named statements and binary results. */
    @Test
    void preparedStatementsTakeParametersOfAllKinds() throws SQLException {
        Map<String, List<Object>> statements = new LinkedHashMap<>();
        statements.put("SELECT id, email, phone FROM customers WHERE id = ?", List.of(7));
        statements.put(
                "SELECT * FROM customers WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ? OFFSET ?", List.of(5, 60, 9, 3));
        statements.put(
                "SELECT id, status FROM orders WHERE status IN (?, ?) AND total > ? ORDER BY id",
                List.of("paid", "shipped", new BigDecimal("250.50")));
        statements.put("SELECT name FROM customers WHERE name ILIKE ? ESCAPE '!' ORDER BY id", List.of("%an%"));
        statements.put(
                "SELECT date_trunc(?, created_at) AS d, count(*) FROM orders WHERE created_at < ? GROUP BY d ORDER BY d",
                List.of("month", Timestamp.valueOf("2026-05-01 00:00:00")));
        statements.put(
                "SELECT c.email, ?::text || c.name FROM customers c WHERE c.id = ANY (?::int[]) ORDER BY c.id",
                List.of("Dear ", "{1,2,15}"));
        statements.put(
                "SELECT coalesce(?, email), ? + id, to_jsonb(c) ->> ? FROM customers c ORDER BY id LIMIT 2",
                List.of("x", 1, "card_number"));
        COUNTS.merge("c.parameters", statements.size(), Integer::sum);
        try (Connection agent = GATE.connect("prepared-agent", "agents")) {
            Connection copy = known(COPIES, "agents" + Attacker.Mode.EXTENDED);
            for (Map.Entry<String, List<Object>> statement : statements.entrySet()) {
                try (PreparedStatement guarded = agent.prepareStatement(statement.getKey());
                        PreparedStatement expected = copy.prepareStatement(statement.getKey())) {
                    for (int run = 0; run < 7; run++) {
                        assertThat(Attacker.rows(guarded, statement.getValue()))
                                .as(statement.getKey())
                                .isNotEmpty()
                                .isEqualTo(Attacker.rows(expected, statement.getValue()));
                    }
                }
            }
        }
    }

    @Test
    void driversReadTheShapeOfTheShop() throws SQLException {
        try (Connection agent = GATE.connect("metadata-reader", "agents")) {
            DatabaseMetaData shop = agent.getMetaData();
            String customers = "customers";
            Map<String, ResultSet> answers = new LinkedHashMap<>();
            answers.put("tables", shop.getTables(null, "public", "%", new String[] {"TABLE"}));
            answers.put("columns", shop.getColumns(null, "public", customers, "%"));
            answers.put("primary keys", shop.getPrimaryKeys(null, "public", customers));
            answers.put("imported keys", shop.getImportedKeys(null, "public", "orders"));
            answers.put("exported keys", shop.getExportedKeys(null, "public", customers));
            answers.put("indexes", shop.getIndexInfo(null, "public", customers, false, false));
            answers.put("row identifier", shop.getBestRowIdentifier(null, "public", customers, 0, true));
            answers.put("privileges", shop.getTablePrivileges(null, "public", customers));
            answers.put("schemas", shop.getSchemas());
            answers.put("catalogs", shop.getCatalogs());
            answers.put("types", shop.getTypeInfo());
            assertThat(shop.getSQLKeywords()).isNotEmpty();
            assertThat(shop.getDefaultTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            COUNTS.merge("c.driver", answers.size(), Integer::sum);
            for (Map.Entry<String, ResultSet> answer : answers.entrySet()) {
                assertThat(answer.getValue().next()).as(answer.getKey()).isTrue();
            }
        }
    }

    private static Stream<DynamicTest> tests(String file) throws IOException {
        return AttackCase.read(file).stream()
                .map(attack -> DynamicTest.dynamicTest(
                        attack.kind() + " " + attack.place() + " " + shortened(attack.wholeText()),
                        () -> check(attack)));
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) : text;
    }

    private static void check(AttackCase attack) throws SQLException, IOException {
        COUNTS.merge(attack.kind(), 1, Integer::sum);
        Attacker attacker = known(ATTACKERS, attack.group());
        for (Attacker.Mode mode : Attacker.Mode.values()) {
            if (attack.end() == AttackCase.End.PARKED && mode != Attacker.Mode.WIRE) {
                continue;
            }
            judge(attack, attacker, mode);
            Attempt session = attacker.attempt(mode, List.of(SESSION));
            if (mode != Attacker.Mode.WIRE) {
                assertThat(session.rows())
                        .as("session after %s", mode)
                        .singleElement()
                        .asString()
                        .contains("public, on, UTF8");
            }
        }
        assertThat(ShopState.of(oracle)).isEqualTo(untouched);
    }

    private static <T> T known(Map<String, T> of, String group) {
        T value = of.get(group);
        if (value == null) {
            throw new IllegalStateException("unknown group " + group);
        }
        return value;
    }

    private static void judge(AttackCase attack, Attacker attacker, Attacker.Mode mode)
            throws SQLException, IOException {
        List<String> right = attack.steps().stream().map(Canaries::right).toList();
        Attempt attempt = attacker.attempt(mode, right);
        String how = mode + ": " + attempt.failure();
        assertThat(attempt.failure().map(Attempt.Failure::sqlState)).as(how).isNotEqualTo(Optional.of("58000"));
        if (attack.end() != AttackCase.End.BLIND) {
            assertThat(known(CANARIES, attack.group()).in(attempt.received()))
                    .as("%s shows", how)
                    .isEmpty();
        }
        assertThat(attempt.parked()).as(how).isEqualTo(attack.end() == AttackCase.End.PARKED);
        switch (attack.end()) {
            case MASKED -> {
                assertThat(attempt.failure()).as(how).isEmpty();
                assertThat(attempt.rows()).as(how).isNotEmpty();
                Attempt unguarded = Attacker.unguarded(oracle, UNGUARDED, right);
                assertThat(known(CANARIES, attack.group()).in(unguarded.received()))
                        .as("unguarded")
                        .isPresent();
            }
            case REFUSED ->
                assertThat(attempt.failure())
                        .as(how)
                        .hasValueSatisfying(
                                failure -> assertThat(failure.gate()).as(how).isTrue());
            case ERROR ->
                assertThat(attempt.failure())
                        .as(how)
                        .hasValueSatisfying(
                                failure -> assertThat(failure.gate()).as(how).isFalse());
            case BLIND -> blind(attack, attacker, mode, attempt);
            case EQUAL -> equal(attack, mode, attempt);
            case RUNS -> assertThat(attempt.failure()).as(how).isEmpty();
            case PARKED, HARMLESS -> {
                // Judged above.
            }
        }
    }

    private static void blind(AttackCase attack, Attacker attacker, Attacker.Mode mode, Attempt right)
            throws SQLException, IOException {
        List<String> guess = attack.steps().stream().map(Canaries::right).toList();
        List<String> wrongGuess = attack.steps().stream().map(Canaries::wrong).toList();
        Attempt wrong = attacker.attempt(mode, wrongGuess);
        assertThat(right.visible()).as(mode + " " + right.failure()).isEqualTo(wrong.visible());
        if (!attack.wholeText().startsWith("EXPLAIN SELECT")) {
            assertThat(Attacker.unguarded(oracle, UNGUARDED, guess).visible())
                    .as("unguarded")
                    .isNotEqualTo(
                            Attacker.unguarded(oracle, UNGUARDED, wrongGuess).visible());
        }
    }

    private static void equal(AttackCase attack, Attacker.Mode mode, Attempt attempt) throws SQLException {
        assertThat(attempt.failure()).as(mode.toString()).isEmpty();
        if (mode == Attacker.Mode.WIRE) {
            return;
        }
        String copy = attack.group() + mode;
        Attempt expected = Attacker.unguarded(known(COPIES, copy), copy, attack.steps());
        assertThat(expected.failure()).as("on the copy").isEmpty();
        assertThat(attempt.columns()).as(mode.toString()).isEqualTo(expected.columns());
        if (attack.wholeText().contains("ORDER BY")) {
            assertThat(attempt.rows()).as(mode.toString()).isEqualTo(expected.rows());
        } else {
            assertThat(attempt.rows()).as(mode.toString()).containsExactlyInAnyOrderElementsOf(expected.rows());
        }
        assertThat(attempt.rows()).as(mode.toString()).isNotEmpty();
    }
}
