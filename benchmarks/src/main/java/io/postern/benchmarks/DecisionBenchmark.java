package io.postern.benchmarks;

import java.util.Map;
import java.util.TreeMap;
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
import io.postern.policy.domain.Verdict;

/** What the decision about a shape costs that was not seen before: tokens, tree, names, lineage, rules and edits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

    private static final Map<String, String> STATEMENTS = new TreeMap<>(Map.of(
            "key",
            "SELECT * FROM customers WHERE id = 42",
            "join",
            "SELECT o.id, o.total, c.name, c.email FROM orders o JOIN customers c ON c.id = o.customer_id"
                    + " WHERE o.status = 'shipped' AND o.total > 99.50 AND c.city IN ('Oslo', 'Bern') ORDER BY o.id LIMIT 25",
            "plain",
            "SELECT o.region, date_trunc('month', o.placed_on) AS month, count(*), sum(o.total) FROM orders o"
                    + " JOIN order_items i ON i.order_id = o.id WHERE i.quantity > 2 GROUP BY 1, 2 HAVING count(*) > 5 ORDER BY 3 DESC",
            "view",
            "SELECT c.id, c.name, upper(c.email), t.subject FROM contacts c LEFT JOIN tickets t ON t.customer_id = c.id ORDER BY c.id",
            "analytic",
            "WITH spent AS (SELECT c.id, c.city, c.email, sum(i.quantity * i.unit_price) AS total FROM customers c"
                    + " JOIN orders o ON o.customer_id = c.id JOIN order_items i ON i.order_id = o.id"
                    + " WHERE o.placed_on >= date '2025-01-01' AND EXISTS (SELECT FROM tickets t WHERE t.customer_id = c.id)"
                    + " GROUP BY c.id, c.city, c.email), placed AS (SELECT s.*, rank() OVER (PARTITION BY s.city ORDER BY s.total DESC)"
                    + " AS place, CASE WHEN s.email LIKE '%@example.com' THEN 'ours' ELSE split_part(s.email, '@', 2) END AS host"
                    + " FROM spent s) SELECT city, host, count(*), array_agg(id ORDER BY id), string_agg(email, ', ' ORDER BY id)"
                    + " FILTER (WHERE place = 1) FROM placed WHERE place <= 3 GROUP BY GROUPING SETS ((city, host), (city), ())"
                    + " UNION ALL SELECT 'none', NULL, 0, NULL, NULL WHERE NOT EXISTS (SELECT FROM placed) ORDER BY 1, 2",
            "update",
            "UPDATE customers SET city = 'Graz' WHERE email = 'a***@example.com' RETURNING *",
            "insert",
            "INSERT INTO orders (id, customer_id, status, total, region, placed_on) VALUES (1, 2, 'new', 9.95, 'north', now()) RETURNING id"));

    @Param({"key", "join", "plain", "view", "analytic", "update", "insert"})
    public String statement = "key";

    private final BenchmarkShop shop = new BenchmarkShop();
    private SqlText sql = SqlText.of("");

    @Setup
    public void setUp() {
        sql = SqlText.of(STATEMENTS.getOrDefault(statement, ""));
        Decision decision = shop.decide(sql);
        if (decision.verdict() != Verdict.ALLOW) {
            throw new IllegalStateException(statement + ": " + decision.reason());
        }
    }

    @Benchmark
    public Decision decide() {
        return shop.decide(sql);
    }
}
