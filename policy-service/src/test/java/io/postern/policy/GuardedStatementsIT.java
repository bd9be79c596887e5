package io.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.policy.domain.Decision;
import io.postern.policy.domain.Policy;
import io.postern.policy.domain.Verdict;
import io.postern.testkit.PostgresFixture;

/** What becomes of each construct runs on a real PostgreSQL, shows nothing raw, and reaches no row that a filter keeps away. */
class GuardedStatementsIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.major(17);

    private static final Policy POLICY = Shop.policy("""
            policy: p
            rules:
              - {id: all, allow: [select, insert, update, delete, explain, cursor, prepared, copy, ddl], tables: ["*"]}
            masks:
              - {id: m, columns: [public.log.line], mask: {partial: {last: 1}}}
            rows:
              - {id: r, table: public.notes, where: region = 'eu' -- here}
              - {id: s, table: public.notes, where: "id < 9 or false"}
            """);

    private static final Pattern COPY = Pattern.compile("COPY \\(?\\s*(.*?)\\)? *TO STDOUT", Pattern.DOTALL);
    private static final Pattern CANARY = Pattern.compile("(?i)(line|note)canary");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Connection connection;

    @BeforeAll
    static void makeTheShop() throws SQLException, IOException {
        String database = POSTGRES.createDatabase();
        connection = DriverManager.getConnection(
                POSTGRES.jdbcUrl(database) + "?preferQueryMode=simple", POSTGRES.superuser(), POSTGRES.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(resource("shop.sql"));
            statement.execute(resource("guarded-shop.sql"));
        }
        connection.commit();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GuardedStatementsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<String> constructs() throws IOException {
        return resource("guarded.sql").lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    /**
     * What a run shows.
     *
     * @param columns names and types
     * @param kept rows that the filter keeps away and that are as they were afterwards
     */
    private record Shown(List<String> columns, List<String> cells, int kept) {}

    /** The transaction is rolled back. */
    private static Shown run(String sql) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(runnable(sql));
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    read(statement.getResultSet(), columns, cells);
                }
                rows = statement.getMoreResults();
            }
            readCopy(statement, cells);
            try (ResultSet kept = statement.executeQuery(
                    "SELECT count(*) FROM notes WHERE body LIKE 'notecanary%' AND body NOT LIKE '%changed'")) {
                kept.next();
                return new Shown(columns, cells, kept.getInt(1));
            }
        } finally {
            connection.rollback();
        }
    }

    /** What the statement stored. */
    private static void readCopy(Statement statement, List<String> cells) throws SQLException {
        boolean made;
        try (ResultSet found = statement.executeQuery("SELECT to_regclass('copied') IS NOT NULL")) {
            made = found.next() && found.getBoolean(1);
        }
        if (made) {
            try (ResultSet stored = statement.executeQuery("TABLE copied")) {
                read(stored, new ArrayList<>(), cells);
            }
        }
    }

    /** What a COPY copies; the driver has no other way to run it as a statement. */
    private static String runnable(String sql) {
        Matcher copy = COPY.matcher(sql);
        if (!copy.matches()) {
            return sql;
        }
        String source = copy.group(1);
        if (source.equals("log")) {
            return "TABLE ONLY log";
        }
        return source.equals("log (line, id") ? "SELECT line, id FROM ONLY log" : source;
    }

    private static void read(ResultSet results, List<String> names, List<String> cells) throws SQLException {
        ResultSetMetaData columns = results.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i) + ":" + columns.getColumnTypeName(i) + ":" + columns.getPrecision(i));
        }
        while (results.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(String.valueOf(results.getString(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("constructs")
    void nothingRawIsShownAndNoHiddenRowIsReached(String sql) throws SQLException {
        Decision decision = Shop.decide(POLICY, Set.of(), sql);
        assertThat(decision.verdict()).as(decision.reason()).isEqualTo(Verdict.ALLOW);

        Shown raw = run(sql);
        Shown guarded = run(Shop.rewritten(sql, decision));

        assertThat(guarded.cells()).noneMatch(cell -> CANARY.matcher(cell).find());
        assertThat(guarded.kept()).isEqualTo(2);
        assertThat(guarded.columns()).isEqualTo(raw.columns());
        boolean rawWouldShow =
                raw.cells().stream().anyMatch(cell -> CANARY.matcher(cell).find());
        assertThat(rawWouldShow).isNotEqualTo(sql.contains("/* nothing raw */"));
    }
}
