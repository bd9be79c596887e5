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

import io.postern.pgwire.sql.Fingerprint;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.StatementText;

/** A statement of 200 bytes, from its bytes to its tokens, its fingerprint, and all that the session asks of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(3)
public class StatementBenchmark {

    /** 200 bytes each. */
    static final String CONSTANTS =
            "SELECT o.id, o.total, c.name, c.city FROM orders o JOIN customers c ON c.id = o.customer_id"
                    + " WHERE o.status = 'shipped' AND o.total > 99.50 AND c.country IN ('DE', 'FR', 'IT') ORDER BY o.id LIMIT 25000";

    static final String PARAMETERS = "SELECT orders.id, orders.total, customers.name FROM orders JOIN customers ON"
            + " customers.id = orders.customer_id WHERE orders.status = $1 AND orders.placed_at >= $2 AND customers.city = $3 LIMIT 1000000";

    @Param({"constants", "parameters"})
    public String statement = "constants";

    private SqlText sql = text(CONSTANTS);
    private Tokens tokens = lexed(sql);

    @Setup
    public void setUp() {
        sql = text(statement.equals("constants") ? CONSTANTS : PARAMETERS);
        tokens = lexed(sql);
    }

    @Benchmark
    public Tokens lex() {
        return lexed(sql);
    }

    @Benchmark
    public Fingerprint fingerprintOfTokens() {
        return Fingerprint.of(tokens);
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(lexed(sql));
    }

    @Benchmark
    public StatementText statementText() throws LexicalError {
        return StatementText.of(sql, LexerLimits.DEFAULT);
    }

    private static SqlText text(String sql) {
        if (sql.length() != 200) {
            throw new IllegalStateException("not 200 bytes but " + sql.length());
        }
        return SqlText.of(sql);
    }

    private static Tokens lexed(SqlText sql) {
        try {
            return SqlLexer.lex(sql, LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalStateException(e);
        }
    }
}
