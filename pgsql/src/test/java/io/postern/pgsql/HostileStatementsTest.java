package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.Tokens;

/** Texts that nest or repeat without end: answered in time, on a thread with little stack. */
class HostileStatementsTest {

    private static final int STACK_BYTES = 512 * 1024;
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT ;(;1;)",
                "SELECT ;((SELECT ;1;))",
                "SELECT ;f(;1;)",
                "SELECT ;ARRAY[;1;]",
                "SELECT ;[;1;]",
                "SELECT ;CASE WHEN ;1; THEN 2 END",
                "SELECT ;NOT ;1;",
                "SELECT ;- ;1;",
                "SELECT ;a[;1;]",
                "SELECT * FROM ;(;t;)",
                "SELECT * FROM ;(SELECT * FROM ;t;) x",
                ";(;SELECT 1;)",
                ";WITH a AS (;SELECT 1;) SELECT 1",
                ";EXPLAIN ;SELECT 1;",
                "SELECT 1 ;UNION (SELECT 1 ;;)",
                "SELECT * FROM t ;JOIN t ;;ON true ",
                "CREATE TABLE t (a int DEFAULT ;(;1;))",
                ";CREATE FUNCTION f() RETURNS int BEGIN ATOMIC ;SELECT 1;; END",
                "SELECT count(*) OVER ;(ORDER BY count(*) OVER ;w;)",
                "MERGE INTO t USING ;(SELECT * FROM ;u;) x",
            })
    void deepNestingIsReadOrRefused(String start, String open, String middle, String close)
            throws InterruptedException {
        for (int depth : new int[] {100, 1_000, 20_000}) {
            String sql = text(start)
                    + text(open).repeat(depth)
                    + text(middle)
                    + text(close).repeat(depth);
            assertThat(onLittleStack(sql)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT 1; + 1",
                "SELECT 1;, 1",
                "SELECT 1;::int",
                "SELECT a; AND b",
                "SELECT a; OR b = c",
                "SELECT a;.b",
                "SELECT a;[1]",
                "SELECT 1; UNION SELECT 1",
                "SELECT 1 FROM t;, t",
                "SELECT 1 FROM t; CROSS JOIN t",
                "SELECT 1 FROM t; NATURAL JOIN t",
                "VALUES (1);, (1)",
                "SELECT a;|| b",
                "SELECT a; IS NULL",
                "SELECT a; COLLATE c",
                "SELECT a; AT TIME ZONE b",
                "DROP TABLE t;, t",
                "CREATE TABLE t (a int;, a int",
                "GRANT a;, a",
                "BEGIN READ ONLY;, READ ONLY",
                "SET a TO b;, b",
                "ALTER TABLE t ADD a int;, ADD a int",
                "COPY t FROM STDIN; CSV",
                "CREATE RULE r AS ON UPDATE TO t DO (SELECT 1;§ SELECT 1",
                "SELECT CASE WHEN a THEN b; WHEN a THEN b",
            })
    @Timeout(20)
    void longTextsTakeTimeInProportion(String start, String repeated) throws InterruptedException {
        String piece = " " + repeated.replace('§', ';');
        String sql = start + piece.repeat(150_000 / Sql.tokens(piece).count());
        long before = System.nanoTime();
        assertThat(onLittleStack(sql)).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ENOUGH);
    }

    private static String text(String given) {
        return given == null ? "" : given + " ";
    }

    private static Parsed onLittleStack(String sql) throws InterruptedException {
        Tokens tokens = Sql.tokens(sql);
        AtomicReference<Parsed> parsed = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread =
                new Thread(null, () -> parsed.set(new DescentParser().parse(tokens, 18)), "parser", STACK_BYTES);
        thread.setUncaughtExceptionHandler((failed, error) -> thrown.set(error));
        thread.start();
        thread.join();
        assertThat(thrown.get()).isNull();
        return Objects.requireNonNull(parsed.get());
    }
}
