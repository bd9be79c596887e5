package io.postern.deploy.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Holds up {@link #READ} for exactly as long as a test wants. */
final class ProductsLock implements AutoCloseable {

    /** Runs while there is a lock. */
    static final String READ = "SELECT count(*) FROM products";

    private final Gate gate;
    private final Connection oracle;

    ProductsLock(Gate gate) throws SQLException {
        this.gate = gate;
        oracle = gate.oracle();
        oracle.setAutoCommit(false);
        try (Statement statement = oracle.createStatement()) {
            statement.execute("LOCK TABLE products IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** @param count of statements that wait for the lock */
    void awaitReaders(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            try (Connection other = gate.oracle()) {
                return SqlCalls.one(
                                other,
                                "SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE wait_event_type = 'Lock' AND query LIKE '%FROM products%'")
                        .equals(Integer.toString(count));
            }
        });
    }

    void release() throws SQLException {
        oracle.rollback();
    }

    @Override
    public void close() throws SQLException {
        oracle.close();
    }
}
