package io.postern.proxy.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;

/** Lexer, fingerprint and outline of texts as long and as deep as a client likes. */
class HostileStatementTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final LexerLimits WIDE = new LexerLimits(MEBIBYTE, MEBIBYTE);
    private static final int ROUNDS = 5;

    /** Four times the text may take this many times the work; were it quadratic, it would take sixteen. */
    private static final int MOST_GROWTH = 10;

    private static final int MOST_BYTES_FOR_ONE = 40;

    /** What is measured has to be done. */
    private static final Set<Boolean> READ = new HashSet<>();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> texts() {
        return Stream.of(
                text("constants", length -> "SELECT 1 WHERE 1 IN (" + "12345678901234567, ".repeat(length / 19) + "1)"),
                text("operators", length -> "SELECT 1 " + "@".repeat(length)),
                text("signs", length -> "SELECT 1 " + "+-".repeat(length / 2)),
                text("nesting", length -> "SELECT " + "(".repeat(length / 2) + "1" + ")".repeat(length / 2)),
                text("statements", length -> "BEGIN;".repeat(length / 6)),
                text("prepared statements", length -> "PREPARE p AS SELECT 1;".repeat(length / 22)),
                text("routines", length -> "CREATE FUNCTION ".repeat(length / 16)),
                text("blocks", length -> "CREATE FUNCTION f BEGIN ATOMIC " + "CASE BEGIN ;".repeat(length / 12)),
                text("EXECUTEs", length -> "EXECUTE p ".repeat(length / 10)),
                text("FETCHes", length -> "FETCH " + "c ".repeat(length / 2)),
                text("unopened parameters", length -> "PREPARE p (" + "(".repeat(length)),
                text("names", length -> "SELECT " + "\"a\"\"b\".".repeat(length / 7)));
    }

    private static Arguments text(String name, IntFunction<String> ofLength) {
        return Arguments.of(name, ofLength);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void workGrowsWithTheLengthOfTheText(String name, IntFunction<String> ofLength) {
        // Given
        SqlText quarter = SqlText.of(ofLength.apply(MEBIBYTE / 4 - 100));
        SqlText whole = SqlText.of(ofLength.apply(MEBIBYTE - 100));
        leastNanos(quarter);

        // When
        double growth = (double) leastNanos(whole) / leastNanos(quarter);

        // Then
        assertThat(growth).as("four times the %s", name).isLessThan(MOST_GROWTH);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void memoryIsBoundedByTheLengthOfTheText(String name, IntFunction<String> ofLength) {
        // Given
        SqlText whole = SqlText.of(ofLength.apply(MEBIBYTE - 100));

        // When
        long before = THREADS.getCurrentThreadAllocatedBytes();
        READ.add(read(whole));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertThat(allocated).as(name).isLessThan((long) MOST_BYTES_FOR_ONE * whole.length());
    }

    /** Of this thread alone, whatever else the machine does. */
    private static long leastNanos(SqlText text) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            READ.add(read(text));
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
        }
        return least;
    }

    /** Whether it is read to its end, or refused somewhere. */
    private static boolean read(SqlText text) {
        try {
            return StatementText.of(text, WIDE).fingerprint().length() == 64;
        } catch (LexicalError e) {
            return false;
        }
    }
}
