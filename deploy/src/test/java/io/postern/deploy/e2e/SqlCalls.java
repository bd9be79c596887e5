package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the stories do with JDBC again and again. */
final class SqlCalls {

    private SqlCalls() {}

    /** A call that may throw what JDBC throws. */
    interface SqlCall<T> {
        T call() throws SQLException;
    }

    /** Makes the call on a thread of its own, since it may park. */
    static <T> CompletableFuture<T> async(SqlCall<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (SQLException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** The first column of the first row. */
    static String one(Connection connection, String sql) throws SQLException {
        return one(connection, sql, 1);
    }

    /** A column of the first row. */
    static String one(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(column);
        }
    }

    static void assertSqlState(String sqlState, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState())
                                .as(failure.getMessage())
                                .isEqualTo(sqlState));
    }
}
