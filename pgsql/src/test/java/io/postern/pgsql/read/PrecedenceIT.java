package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.testkit.PostgresFixture;

/**
 * Random expressions without parentheses, all of whose operators take truth values to truth values: a view of one and a view of the
 * same with the reader's parentheses have to be the same view.
 */
class PrecedenceIT {

    @RegisterExtension
    static final PostgresFixture V15 = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture V16 = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture V17 = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture V18 = PostgresFixture.major(18);

    private static final long SEED = 20_261_120;
    private static final int EXPRESSIONS = 1_500;
    private static final String SYNTAX_ERROR = "42601";

    private static final List<String> BUILT_IN = List.of("=", "<", ">", "<=", ">=", "<>");
    private static final List<String> MADE =
            List.of("+", "-", "*", "/", "%", "^", "||", "->", "&&", "~", "!~", "~~", "!~~", "~~*", "!~~*");
    private static final List<String> PREFIXES = List.of("NOT ", "- ", "+ ", "!! ", "OPERATOR(public.!!) ");
    private static final List<String> POSTFIXES = List.of(
            " IS NULL",
            " IS NOT NULL",
            " ISNULL",
            " NOTNULL",
            " IS TRUE",
            " IS NOT UNKNOWN",
            "::bool",
            " IN (a, b)",
            " NOT IN (a, b)",
            " IN (SELECT a)",
            " = ANY (ARRAY[a, b])",
            " LIKE ANY (ARRAY[a, b])",
            " <> ALL (SELECT b)");
    private static final List<String> INFIXES = List.of(
            " AND ",
            " OR ",
            " AND NOT ",
            " LIKE ",
            " NOT LIKE ",
            " ILIKE ",
            " SIMILAR TO ",
            " NOT SIMILAR TO ",
            " IS DISTINCT FROM ",
            " IS NOT DISTINCT FROM ",
            " AT TIME ZONE ",
            " OPERATOR(public.+) ");

    private final Random random = new Random(SEED);

    private static PostgresFixture server(int major) {
        return switch (major) {
            case 15 -> V15;
            case 16 -> V16;
            case 17 -> V17;
            default -> V18;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void viewsOfTheReadersGroupingAreTheSame(int major) throws SQLException {
        int accepted = 0;
        int refused = 0;
        List<String> differences = new ArrayList<>();
        try (Connection connection = server(major).connect("postgres");
                Statement statement = connection.createStatement()) {
            makeOperators(statement);
            for (int i = 0; i < EXPRESSIONS; i++) {
                String sql = "SELECT " + expression(major) + " AS x FROM t";
                boolean read = Reading.of(sql, major).isAccepted();
                String definition = definition(statement, sql);
                if (read != !definition.isEmpty()) {
                    differences.add((read ? "accepted: " : "refused: ") + sql);
                } else if (read) {
                    accepted++;
                    String grouped = Grouped.of(sql, major);
                    if (!definition(statement, grouped).equals(definition)) {
                        differences.add("grouped as " + grouped);
                    }
                } else {
                    refused++;
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(accepted).isGreaterThan(EXPRESSIONS / 4);
        assertThat(refused).isGreaterThan(EXPRESSIONS / 20);
    }

    private static void makeOperators(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE t (a bool, b bool, c bool, d bool)");
        statement.execute("CREATE FUNCTION one(bool) RETURNS bool LANGUAGE sql AS 'SELECT $1'");
        statement.execute("CREATE FUNCTION two(bool, bool) RETURNS bool LANGUAGE sql AS 'SELECT $1'");
        for (String sign : MADE) {
            statement.execute("CREATE OPERATOR " + sign + " (LEFTARG = bool, RIGHTARG = bool, FUNCTION = two)");
        }
        for (String sign : List.of("-", "+", "!!")) {
            statement.execute("CREATE OPERATOR " + sign + " (RIGHTARG = bool, FUNCTION = one)");
        }
        String body = " RETURNS bool LANGUAGE sql AS 'SELECT $1'";
        statement.execute("CREATE FUNCTION pg_catalog.timezone(bool, bool)" + body);
        statement.execute("CREATE FUNCTION pg_catalog.like_escape(bool, bool)" + body);
        statement.execute("CREATE FUNCTION pg_catalog.similar_to_escape(bool)" + body);
        statement.execute("CREATE FUNCTION pg_catalog.similar_to_escape(bool, bool)" + body);
        statement.execute("CREATE FUNCTION pg_catalog.overlaps(bool, bool, bool, bool)" + body);
    }

    /** Empty where the server's parser refuses the text. */
    private static String definition(Statement statement, String query) throws SQLException {
        try {
            statement.execute("CREATE OR REPLACE TEMPORARY VIEW v AS " + query);
        } catch (SQLException e) {
            if (SYNTAX_ERROR.equals(e.getSQLState())) {
                return "";
            }
            throw new SQLException(query, e.getSQLState(), e);
        }
        try (ResultSet rows = statement.executeQuery("SELECT pg_get_viewdef('v'::regclass)")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String expression(int major) {
        StringBuilder text = new StringBuilder(operand(major));
        int operators = 1 + random.nextInt(6);
        for (int i = 0; i < operators; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> text.append(of(POSTFIXES));
                case 2 -> text.append(between(major));
                case 3, 4 -> text.append(of(INFIXES)).append(operand(major));
                case 5 ->
                    text.append(" LIKE ")
                            .append(operand(major))
                            .append(" ESCAPE ")
                            .append(operand(major));
                case 6 -> text.append(' ').append(of(BUILT_IN)).append(' ').append(operand(major));
                default -> text.append(' ').append(of(MADE)).append(' ').append(operand(major));
            }
        }
        return text.toString();
    }

    private String between(int major) {
        String word = random.nextBoolean() ? " BETWEEN " : " NOT BETWEEN SYMMETRIC ";
        String low = operand(major) + (random.nextBoolean() ? " " + of(BUILT_IN) + " " + operand(major) : "");
        return word + low + " AND " + operand(major);
    }

    private String operand(int major) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> of(PREFIXES) + of(List.of("a", "b", "c", "d"));
            case 2 -> "(" + (random.nextInt(3) == 0 ? expression(major) : "a") + ")";
            case 3 -> "(a, b) OVERLAPS (c, d)";
            default -> of(List.of("a", "b", "c", "d", "true", "one(a)"));
        };
    }

    private String of(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
