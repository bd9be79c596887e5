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

import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.statement.StatementText;

/** What a client can make the session's thread do with a text as long as it may be, or as deep as it likes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class HostileTextBenchmark {

    private static final int MEBIBYTE = 1024 * 1024;

    @Param({"constants", "operators", "signs", "nesting", "words", "semicolons"})
    public String text = "constants";

    private SqlText sql = SqlText.of("");

    @Setup
    public void setUp() {
        sql = SqlText.of(
                switch (text) {
                    case "constants" -> padded("SELECT 1 WHERE 1 IN (" + "12345, ".repeat(49_999) + "1)");
                    case "operators" -> padded("SELECT 1 " + "+-*/<>=".repeat(MEBIBYTE / 7 - 2));
                    case "signs" -> padded("SELECT 1 " + "+- ".repeat(MEBIBYTE / 4) + "+-".repeat(60_000));
                    case "nesting" -> "SELECT " + "(".repeat(1_000) + "1" + ")".repeat(1_000);
                    case "words" -> padded("SELECT " + "executed ".repeat(60_000));
                    case "semicolons" -> padded("BEGIN" + ";".repeat(60_000));
                    default -> throw new IllegalArgumentException(text);
                });
    }

    private static String padded(String sql) {
        return sql + " ".repeat(Math.max(0, MEBIBYTE - sql.length()));
    }

    /** Read, or refused for one of the limits. */
    @Benchmark
    public Object read() {
        try {
            return StatementText.of(sql, LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            return e;
        }
    }
}
