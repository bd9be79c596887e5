package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.Verdict;
import io.postern.testkit.PostgresFixture;

/**
 * Statements put together at random from the parts of others: whatever passes runs as superuser on a real PostgreSQL. Neither its
 * results nor its errors may hold a raw value of a masked column or of a table that the asker may not read, and what is allowed
 * without an approval may not write. Seeded; a failure names the statement.
 */
class MutationIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.shared();

    private static final int ROUNDS = Integer.getInteger("postern.mutations", 40_000);
    private static final long SEED = Long.getLong("postern.seed", 20_261_120L);

    /** Not in any statement; text that a statement holds itself proves nothing. */
    private static final List<String> CANARIES =
            List.of("alicecanary@", "5550100", "4111111111111111", "3782822463", "eve@example");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Connection connection;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static String database;

    @BeforeAll
    static void makeTheShop() throws SQLException, IOException {
        database = POSTGRES.createDatabase();
        connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(text("shop.sql"));
        }
        connection.commit();
    }

    private static void connect() throws SQLException {
        connection = DriverManager.getConnection(
                POSTGRES.jdbcUrl(database) + "?preferQueryMode=simple", POSTGRES.superuser(), POSTGRES.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '500ms'");
        }
        connection.commit();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = MutationIT.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<List<String>> seeds() throws IOException {
        List<String> forbidden = List.of(
                "SELECT * FROM employees",
                "SELECT e.email FROM employees e",
                "INSERT INTO products (id) SELECT id FROM employees",
                "DELETE FROM orders RETURNING *",
                "UPDATE customers SET name = email RETURNING *");
        return Stream.concat(
                        Stream.of("masked.sql", "analysis/ordinary.sql", "analysis/refused.sql")
                                .flatMap(MutationIT::lines),
                        Collections.nCopies(20, forbidden).stream().flatMap(List::stream))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(MutationIT::spelled)
                .filter(tokens -> !tokens.isEmpty())
                .toList();
    }

    private static Stream<String> lines(String resource) {
        try {
            return text(resource).lines();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> spelled(String sql) {
        try {
            Tokens tokens = SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT);
            List<String> spelled = new ArrayList<>();
            for (int i = 0; i < tokens.count(); i++) {
                spelled.add(tokens.text(i));
            }
            return spelled;
        } catch (LexicalError e) {
            return List.of();
        }
    }

    @Test
    void noStatementThatPassesShowsARawValue() throws SQLException, IOException {
        List<List<String>> seeds = seeds();
        Random random = new Random(SEED);
        int passed = 0;
        int ran = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String sql = String.join(" ", mutated(seeds, random));
            if (spelled(sql).isEmpty() || CANARIES.stream().anyMatch(sql::contains)) {
                continue;
            }
            Decision decision = Shop.decide(Shop.AGENT, sql);
            if (decision.verdict() == Verdict.DENY) {
                continue;
            }
            passed++;
            StringBuilder seen = new StringBuilder();
            Outcome outcome = run(Shop.rewritten(sql, decision), seen);
            if (outcome != Outcome.FAILED) {
                ran++;
            }
            boolean locks = sql.toUpperCase(Locale.ROOT).contains("FOR ");
            assertThat(outcome == Outcome.WROTE && decision.verdict() == Verdict.ALLOW && !locks)
                    .as("wrote: %s", sql)
                    .isFalse();
            assertThat(CANARIES)
                    .as("%s%nran as %s", sql, Shop.rewritten(sql, decision))
                    .noneMatch(canary -> seen.indexOf(canary) >= 0);
        }
        System.out.printf("mutations: %d made, %d passed the policy, %d ran%n", ROUNDS, passed, ran);
        StringBuilder raw = new StringBuilder();
        run("SELECT * FROM customers; SELECT * FROM employees", raw);
        assertThat(CANARIES).as("the raw values are still there").allMatch(canary -> raw.indexOf(canary) >= 0);
        assertThat(passed).isGreaterThan(ROUNDS / 50);
        assertThat(ran).isGreaterThan(ROUNDS / 100);
    }

    private static List<String> mutated(List<List<String>> seeds, Random random) {
        List<String> tokens = new ArrayList<>(any(seeds, random));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
            int at = random.nextInt(tokens.size());
            List<String> other = any(seeds, random);
            switch (random.nextInt(7)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> tokens.set(at, any(other, random));
                case 3 -> tokens.add(at, any(other, random));
                case 4 -> tokens.addAll(at, slice(other, random));
                case 5 -> {
                    tokens.add(at, ")");
                    tokens.addAll(at, other);
                    tokens.add(at, "(");
                }
                default -> {
                    List<String> tail = slice(other, random);
                    tokens = new ArrayList<>(tokens.subList(0, at));
                    tokens.addAll(tail);
                }
            }
        }
        return tokens;
    }

    private static <T> T any(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<String> slice(List<String> tokens, Random random) {
        int from = random.nextInt(tokens.size());
        return tokens.subList(from, from + random.nextInt(tokens.size() - from + 1));
    }

    private enum Outcome {
        READ,
        WROTE,
        FAILED
    }

    private static Outcome run(String sql, StringBuilder seen) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(200);
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    read(statement.getResultSet(), seen);
                }
                rows = statement.getMoreResults();
            }
            ResultSet transaction = statement.executeQuery("SELECT pg_current_xact_id_if_assigned() IS NULL");
            transaction.next();
            return transaction.getBoolean(1) ? Outcome.READ : Outcome.WROTE;
        } catch (SQLException e) {
            seen.append(e.getMessage());
            return Outcome.FAILED;
        } finally {
            // The driver closes a connection whose settings it cannot live with.
            if (connection.isClosed()) {
                connect();
            }
            connection.rollback();
        }
    }

    private static void read(ResultSet results, StringBuilder seen) throws SQLException {
        int columns = results.getMetaData().getColumnCount();
        while (results.next()) {
            for (int i = 1; i <= columns; i++) {
                seen.append(results.getString(i)).append('\n');
            }
        }
    }
}
