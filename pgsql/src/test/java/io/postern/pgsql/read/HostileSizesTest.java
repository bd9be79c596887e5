package io.postern.pgsql.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgwire.sql.Tokens;

class HostileSizesTest {

    private static final long SMALL_STACK = 512 * 1024;
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    /** One level of nesting: what opens it, what stands innermost, what closes it, and what stands around all. */
    record Nesting(String before, String open, String innermost, String close, String after) {

        Nesting(String before, String open, String innermost, String close) {
            this(before, open, innermost, close, "");
        }

        String sql(int levels) {
            return before + open.repeat(levels) + innermost + close.repeat(levels) + after;
        }
    }

    static Stream<Nesting> nestings() {
        return Stream.of(
                new Nesting("SELECT ", "(1+", "1", ")"),
                new Nesting("SELECT ", "f(", "1", ")"),
                new Nesting("SELECT ", "f(a => ", "1", ")"),
                new Nesting("SELECT ", "f(1) filter (where ", "true", ")"),
                new Nesting("SELECT ", "f(1) over (order by ", "1", ")"),
                new Nesting("SELECT ", "f(1) over (rows ", "1", " preceding)"),
                new Nesting("SELECT ", "f(1) within group (order by ", "1", ")"),
                new Nesting("SELECT ", "case when ", "true", " then 1 end"),
                new Nesting("SELECT ", "array[", "1", "]"),
                new Nesting("SELECT array", "[", "1", "]"),
                new Nesting("SELECT ", "not ", "true", ""),
                new Nesting("SELECT ", "- ", "1", ""),
                new Nesting("SELECT ", "@ ", "1", ""),
                new Nesting("", "SELECT (", "SELECT 1", ")"),
                new Nesting("SELECT ", "exists (select where ", "true", ")"),
                new Nesting("SELECT ", "array(select ", "1", ")"),
                new Nesting("SELECT ", "1 in (select ", "1", ")"),
                new Nesting("SELECT ", "1 in (1, ", "1", ")"),
                new Nesting("SELECT ", "1 = any (select ", "1", ")"),
                new Nesting("SELECT ", "1 between (", "1", ") and 2"),
                new Nesting("SELECT ", "a like (", "1", ")"),
                new Nesting("SELECT ", "a and (b or ", "c", ")"),
                new Nesting("SELECT ", "(1,2) overlaps (1, ", "1", ")"),
                new Nesting("SELECT ", "a[", "1", "]"),
                new Nesting("SELECT ", "row(", "1", ")"),
                new Nesting("SELECT ", "cast(", "1", " as int)"),
                new Nesting("SELECT ", "1::t(", "1", ")"),
                new Nesting("SELECT ", "coalesce(", "1", ")"),
                new Nesting("SELECT ", "substring(", "1", " from 1)"),
                new Nesting("SELECT ", "json_object('a': ", "1", ")"),
                new Nesting("SELECT ", "json_array(", "1", ")"),
                new Nesting("SELECT ", "json_array(select ", "1", ")"),
                new Nesting("SELECT ", "json_query(", "1", ", '$')"),
                new Nesting("SELECT ", "json_value('{}', '$' default ", "1", " on empty)"),
                new Nesting("SELECT ", "xmlelement(name a, xmlattributes(", "1", " as b))"),
                new Nesting("SELECT 1 ORDER BY ", "f(1 order by ", "b", ")"),
                new Nesting("SELECT 1 GROUP BY ", "grouping sets (", "a", ")"),
                new Nesting("", "SELECT * FROM (", "SELECT 1", ") x"),
                new Nesting("SELECT * FROM ", "(a join ", "b", " on true)"),
                new Nesting("SELECT * FROM ", "a join ", "b", " on true"),
                new Nesting("SELECT * FROM ", "rows from (f((select 1 from ", "b", ")))"),
                new Nesting("SELECT * FROM ", "f((select 1 from ", "b", "))"),
                new Nesting("SELECT * FROM ", "xmltable((select a from ", "b", ") passing a columns b int)"),
                new Nesting(
                        "SELECT * FROM json_table(a, '$' columns (", "nested path '$' columns (", "a int", ")", "))"),
                new Nesting("", "SELECT 1 FROM t TABLESAMPLE x ((", "SELECT 1", "))"),
                new Nesting("", "WITH x AS (", "SELECT 1", ") SELECT 1"),
                new Nesting("", "WITH x AS (INSERT INTO t ", "SELECT 1", ") SELECT 1"),
                new Nesting("", "SELECT 1 UNION (", "SELECT 1", ")"),
                new Nesting("", "VALUES ((", "SELECT 1", "))"),
                new Nesting("", "SELECT 1 LIMIT (", "SELECT 1", ")"),
                new Nesting("", "WITH x AS (UPDATE t SET a = (", "SELECT 1", ") RETURNING 1) SELECT 1"),
                new Nesting(
                        "",
                        "WITH x AS (MERGE INTO t USING a ON (",
                        "SELECT true",
                        ") WHEN MATCHED THEN DO NOTHING) SELECT 1"));
    }

    @ParameterizedTest
    @MethodSource("nestings")
    void deepNestingFitsInASmallStackOrIsRefused(Nesting nesting) throws Exception {
        List<Boolean> accepted = new ArrayList<>();
        for (int levels : List.of(50, 100, 200, 240, 1_000, 5_000)) {
            accepted.add(read(nesting.sql(levels)) instanceof Parsed.Statements);
        }
        assertThat(accepted).startsWith(true).endsWith(false);
    }

    @ParameterizedTest
    @MethodSource("nestings")
    void nestingThatIsTooDeepIsSaidToBeSo(Nesting nesting) throws Exception {
        assertThat(read(nesting.sql(1_000)))
                .isInstanceOfSatisfying(
                        Parsed.Refused.class,
                        refused -> assertThat(refused.why()).contains("levels deep"));
    }

    /** What grows without descent: a run of parentheses, operators and queries from left to right. */
    @Test
    void chainsOfAThousandLevelsAreRead() throws Exception {
        for (String sql : List.of(
                "SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000),
                "SELECT * FROM " + "(".repeat(50_000) + "SELECT 1" + ")".repeat(50_000) + " x",
                "(".repeat(50_000) + "SELECT 1" + ")".repeat(50_000),
                "SELECT 1" + " + 1".repeat(990),
                "SELECT " + "(".repeat(990) + "1" + " + 1)".repeat(990),
                "SELECT 1" + "::int".repeat(990),
                "SELECT 1" + " IS NULL".repeat(990),
                "SELECT 1" + " UNION SELECT 1".repeat(990),
                "(".repeat(490) + "SELECT 1" + " UNION SELECT 1)".repeat(490),
                "SELECT FROM a" + " CROSS JOIN b".repeat(990),
                "SELECT FROM " + "(".repeat(900) + "a" + " CROSS JOIN b)".repeat(900))) {
            assertThat(read(sql)).as(sql.substring(0, 20)).isInstanceOf(Parsed.Statements.class);
        }
    }

    @Test
    void chainsThatAreTooHighForATreeAreRefused() throws Exception {
        for (String sql : List.of(
                "SELECT 1" + " + 1".repeat(1_001),
                "SELECT 1" + "::int".repeat(1_001),
                "SELECT 1" + " UNION SELECT 1".repeat(1_001),
                "SELECT FROM a" + " CROSS JOIN b".repeat(1_001),
                "SELECT " + "(".repeat(1_001) + "1" + ", 2)".repeat(1_001),
                "SELECT " + "f(".repeat(20) + "1" + (" + 1".repeat(100) + ")").repeat(20))) {
            assertThat(read(sql)).as(sql.substring(0, 20)).isInstanceOf(Parsed.Refused.class);
        }
    }

    @Test
    void longListsAreReadInTime() {
        for (String sql : List.of(
                "SELECT 1 IN (1" + ",1".repeat(90_000) + ")",
                "VALUES (1)" + ",(1)".repeat(45_000),
                "SELECT f(1" + ",1".repeat(90_000) + ")",
                "SELECT a" + " AND a".repeat(90_000),
                "SELECT a" + " OR a".repeat(90_000),
                "SELECT 1" + ",1".repeat(90_000),
                "SELECT a" + ".a".repeat(90_000),
                "SELECT a" + "[1]".repeat(60_000),
                "SELECT FROM a" + ",a".repeat(90_000),
                "SELECT FROM a" + ".a".repeat(90_000) + "(1)",
                "SELECT 1 GROUP BY a" + ",a".repeat(90_000),
                "SELECT 1 FROM a" + " FOR UPDATE OF a".repeat(40_000),
                "INSERT INTO t VALUES (1" + ",1".repeat(90_000) + ")",
                "SELECT ARRAY[1" + ",1".repeat(90_000) + "]",
                "SELECT CASE" + " WHEN a THEN 1".repeat(40_000) + " END",
                "SELECT (1" + ",1".repeat(90_000) + ")",
                "UPDATE t SET a = 1" + ",a = 1".repeat(40_000),
                "WITH a AS (SELECT)" + ",a AS (SELECT)".repeat(30_000) + " SELECT")) {
            long start = System.nanoTime();
            boolean accepted = Reading.of(sql).isAccepted();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(sql.substring(0, 20))
                    .isLessThan(ENOUGH);
            assertThat(accepted).as(sql.substring(0, 20)).isTrue();
        }
    }

    @Test
    void openParenthesesThatNeverCloseAreRefusedInTime() throws Exception {
        for (String sql : List.of(
                "SELECT " + "(".repeat(190_000),
                "SELECT FROM " + "(".repeat(190_000),
                "INSERT INTO t " + "(".repeat(190_000),
                "SELECT 1 IN " + "(".repeat(190_000),
                "(".repeat(190_000),
                "SELECT " + "((1)".repeat(45_000),
                "SELECT " + "f(".repeat(90_000),
                "SELECT " + "[".repeat(90_000))) {
            assertThat(read(sql)).isInstanceOf(Parsed.Refused.class);
        }
    }

    private static Parsed read(String sql) throws Exception {
        Tokens tokens = Reading.lexed(sql).orElseThrow();
        FutureTask<Parsed> task = new FutureTask<>(() -> new DescentParser().parse(tokens, Reading.NEWEST));
        new Thread(null, task, "small stack", SMALL_STACK).start();
        return task.get();
    }
}
