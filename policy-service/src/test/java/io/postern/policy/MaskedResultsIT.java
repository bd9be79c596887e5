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
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.policy.domain.Decision;
import io.postern.policy.domain.Verdict;
import io.postern.testkit.PostgresFixture;

/** Decided statements on a real PostgreSQL: edits are valid SQL, and raw values of masked columns stay behind. */
class MaskedResultsIT {

    @RegisterExtension
    static final PostgresFixture POSTGRES = PostgresFixture.shared();

    private static final List<String> CANARIES =
            List.of("alicecanary", "boris@cana.ry", "5550100", "4111111111111111", "378282246310005");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Connection connection;

    @BeforeAll
    static void makeTheShop() throws SQLException, IOException {
        String database = POSTGRES.createDatabase();
        connection = DriverManager.getConnection(
                POSTGRES.jdbcUrl(database) + "?preferQueryMode=simple", POSTGRES.superuser(), POSTGRES.password());
        connection.setAutoCommit(false);
        try (InputStream in = MaskedResultsIT.class.getResourceAsStream("shop.sql");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        connection.commit();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static Stream<String> masked() throws IOException {
        try (InputStream in = MaskedResultsIT.class.getResourceAsStream("masked.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    /** Every cell as text, and every column's name and type; the transaction is rolled back. */
    private static List<String> run(String sql) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    read(statement.getResultSet(), cells);
                }
                rows = statement.getMoreResults();
            }
        } finally {
            connection.rollback();
        }
        return cells;
    }

    private static void read(ResultSet results, List<String> cells) throws SQLException {
        ResultSetMetaData columns = results.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            cells.add(columns.getColumnName(i) + ":" + columns.getColumnTypeName(i) + ":" + columns.getPrecision(i));
        }
        while (results.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(String.valueOf(results.getString(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("masked")
    void noRawValueLeavesByThisRoute(String sql) throws SQLException {
        Decision decision = Shop.decide(Shop.AGENT, sql);
        assertThat(decision.verdict()).as(decision.reason()).isEqualTo(Verdict.ALLOW);

        List<String> cells = run(Shop.rewritten(sql, decision));

        assertThat(cells).isNotEmpty();
        String all = String.join("\n", cells);
        assertThat(CANARIES).noneMatch(all::contains);
        assertThat(List.of("yranacecila", "YRANACECILA")).noneMatch(all::contains);
    }

    @ParameterizedTest
    @MethodSource("masked")
    void theSameStatementWithoutItsEditsShowsRawValues(String sql) throws SQLException {
        boolean harmless = sql.contains("/* nothing raw */");

        String all = String.join("\n", run(sql));

        assertThat(harmless || CANARIES.stream().anyMatch(all::contains)).isTrue();
    }

    @Test
    void columnsKeepTheirNamesTypesAndOrder() throws SQLException {
        String sql = "SELECT * FROM customers WHERE false";

        List<String> masked = run(Shop.rewritten(sql, Shop.decide(Shop.AGENT, sql)));

        assertThat(masked).isEqualTo(run(sql));
    }

    @Test
    void masksShowWhatTheyShould() throws SQLException {
        String sql = "SELECT email, phone, card_number FROM customers ORDER BY id";

        List<String> cells = run(Shop.rewritten(sql, Shop.decide(Shop.AGENT, sql)));

        assertThat(cells.subList(3, cells.size()))
                .containsExactly(
                        "a***@example.com",
                        "****00",
                        "****1111",
                        "b***@cana.ry",
                        "****01",
                        "****0005",
                        "***@x.org",
                        "***",
                        "***",
                        "***",
                        "null",
                        "null",
                        "null",
                        "***",
                        "***");
    }

    @Test
    void salariesAreNullForAnalysts() throws SQLException {
        String sql = "SELECT name, salary, sum(salary) OVER () FROM employees";

        List<String> cells = run(Shop.rewritten(sql, Shop.decide(Shop.ANALYST, sql)));

        assertThat(cells)
                .containsExactly("name:text:2147483647", "salary:numeric:10", "sum:numeric:0", "eve", "null", "null");
    }

    @Test
    void aFilterOnAnUnmaskedIndexedColumnStillUsesTheIndex() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
        }
        connection.commit();
        String sql = "EXPLAIN SELECT email FROM customers WHERE id = 1";

        List<String> plan = run(Shop.rewritten(sql, Shop.decide(Shop.AGENT, sql)));

        assertThat(String.join("\n", plan))
                .contains("Index Scan using customers_pkey")
                .doesNotContain("Subquery Scan");
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET enable_seqscan");
        }
        connection.commit();
    }

    static Stream<String> ordinary() throws IOException {
        return Stream.concat(corpus("ordinary.sql"), corpus("psql.sql"));
    }

    private static Stream<String> corpus(String name) throws IOException {
        try (InputStream in = MaskedResultsIT.class.getResourceAsStream("analysis/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String joined = text.replaceAll("(?m)^#.*\\R", "").replaceAll("\\R[ \\t]+", "\n ");
            return Stream.of(joined.split("\\R(?! )")).filter(line -> !line.isBlank());
        }
    }

    /** In an aborted transaction the server parses a simple query before it refuses to run it: 25P02 (or 3B001) means that the syntax is valid. */
    @ParameterizedTest
    @MethodSource("ordinary")
    void whatTheReaderUnderstandsIsSyntaxToPostgreSqlTooBeforeAndAfterEdits(String sql) throws SQLException {
        Decision decision = Shop.decide(Shop.policy("""
                        policy: p
                        rules:
                          - id: all
                            allow: [select, insert, update, delete, explain, show, set, transaction, cursor, prepared]
                            tables: ["*"]
                        masks:
                          - {id: m, columns: [public.customers.email], mask: email}
                        """), Set.of(), sql);
        String rewritten = Shop.rewritten(sql, decision);

        for (String text : List.of(sql, rewritten)) {
            assertThat(syntaxError(text)).as(text).isEmpty();
        }
    }

    private static String syntaxError(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1/0");
        } catch (SQLException aborted) {
            assertThat(aborted.getSQLState()).isEqualTo("22012");
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return Set.of("25P02", "3B001").contains(e.getSQLState()) ? "" : e.getSQLState() + " " + e.getMessage();
        } finally {
            connection.rollback();
        }
    }
}
