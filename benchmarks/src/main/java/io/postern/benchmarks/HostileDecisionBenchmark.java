package io.postern.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.postern.pgwire.sql.SqlText;
import io.postern.policy.domain.Decision;

/** What a client can make policy-service do with one text; with {@code -prof gc} also how much memory it asks for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class HostileDecisionBenchmark {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int CONSTANTS = 50_000;
    private static final int DEEP = 1_000;

    @Param({
        "list",
        "list-of-masked",
        "values",
        "texts",
        "ands",
        "ands-of-masked",
        "columns",
        "parentheses",
        "sub-queries",
        "sub-queries-of-masked",
        "operators",
        "cases",
        "unions",
        "joins",
        "withs"
    })
    public String text = "list";

    private final BenchmarkShop shop = new BenchmarkShop();
    private SqlText sql = SqlText.of("");

    @Setup
    public void setUp() {
        sql = SqlText.of(
                switch (text) {
                    case "list" -> padded("SELECT id FROM orders WHERE id IN (" + "12345, ".repeat(CONSTANTS - 1) + "1)");
                    case "list-of-masked" ->
                        padded("SELECT email FROM customers WHERE id IN (" + "12345, ".repeat(CONSTANTS - 1) + "1)");
                    case "values" ->
                        padded("INSERT INTO order_items (id, quantity) VALUES " + "(1, 2), ".repeat(CONSTANTS / 2 - 1)
                                + "(1, 2)");
                    case "texts" -> padded("SELECT 'a'" + ", 'some text'".repeat(CONSTANTS - 1));
                    case "ands" -> padded("SELECT 1 FROM orders WHERE id = 1" + " AND id = 1".repeat(CONSTANTS - 1));
                    case "ands-of-masked" ->
                        padded("SELECT 1 FROM customers WHERE email = ''" + " AND email=''".repeat(CONSTANTS - 1));
                    case "columns" -> "SELECT id" + ", email".repeat(CONSTANTS) + " FROM customers";
                    case "parentheses" -> "SELECT " + "(".repeat(DEEP) + "1" + ")".repeat(DEEP);
                    case "sub-queries" ->
                        "SELECT * FROM " + "(SELECT * FROM ".repeat(DEEP) + "orders" + ") AS x".repeat(DEEP);
                    case "sub-queries-of-masked" ->
                        "SELECT * FROM " + "(SELECT * FROM ".repeat(DEEP) + "customers" + ") AS x".repeat(DEEP);
                    case "operators" -> "SELECT 1 " + "+ - ".repeat(DEEP) + "1";
                    case "cases" -> "SELECT " + "CASE WHEN true THEN ".repeat(DEEP) + "1" + " END".repeat(DEEP);
                    case "unions" -> "SELECT id FROM customers" + " UNION SELECT id FROM customers".repeat(DEEP);
                    case "joins" -> "SELECT 1 FROM orders" + " NATURAL JOIN orders".repeat(DEEP);
                    case "withs" -> withs();
                    default -> throw new IllegalArgumentException(text);
                });
        Decision decision = shop.decide(sql);
        System.out.println(text + ": " + sql.length() + " bytes, " + decision.verdict() + " " + decision.reason());
    }

    private static String withs() {
        StringBuilder sql = new StringBuilder("WITH q0 AS (SELECT * FROM customers)");
        for (int i = 1; i < DEEP; i++) {
            sql.append(", q%d AS (SELECT a.* FROM q%d a, q%d b)".formatted(i, i - 1, i - 1));
        }
        return sql.append(" SELECT count(*) FROM q%d".formatted(DEEP - 1)).toString();
    }

    private static String padded(String sql) {
        return sql + " ".repeat(Math.max(0, MEBIBYTE - sql.length()));
    }

    @Benchmark
    public Decision decide() {
        return shop.decide(sql);
    }
}
