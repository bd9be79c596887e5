package io.postern.audit.adapter.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.postern.audit.app.FactReader;
import io.postern.audit.app.FactStore;
import io.postern.audit.app.SessionArchive;

/** The connection pool and what works on it. Thread-safe. */
public final class PostgresStore implements AutoCloseable {

    private static final int CONNECTIONS = 6;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    private final HikariDataSource pool;
    private final FactReader reader;

    private PostgresStore(HikariDataSource pool, FactReader reader) {
        this.pool = pool;
        this.reader = reader;
    }

    /**
     * Waits until the database answers and brings the schema up to date.
     *
     * @throws IllegalStateException where the database does not answer within the limit, refuses the role, or is not fit
     */
    public static PostgresStore open(String jdbcUrl, String user, String password, FactReader reader, Duration limit) {
        HikariDataSource pool = pool(jdbcUrl, user, password);
        try {
            prepare(pool, jdbcUrl, limit);
            return new PostgresStore(pool, reader);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    public FactStore facts() {
        return facts(pool);
    }

    /** The same over connections that a test can break. */
    static FactStore facts(DataSource connections) {
        return new PostgresFactStore(connections);
    }

    DataSource connections() {
        return pool;
    }

    public SessionArchive archive() {
        return new PostgresArchive(pool, reader);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariDataSource pool(String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postern-audit");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("SET statement_timeout = '30s'");
        Properties driver = new Properties();
        driver.setProperty("ApplicationName", "postern-audit");
        driver.setProperty("connectTimeout", "5");
        driver.setProperty("socketTimeout", "60");
        driver.setProperty("tcpKeepAlive", "true");
        config.setDataSourceProperties(driver);
        return new HikariDataSource(config);
    }

    private static void prepare(DataSource pool, String jdbcUrl, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean told = false;
        while (true) {
            try (Connection connection = pool.getConnection()) {
                requireUtf8(connection);
                Migrations.apply(connection);
                return;
            } catch (SQLException e) {
                String said = "store: " + jdbcUrl + ": SQLSTATE " + SqlErrors.sqlState(SqlErrors.cause(e)) + ": "
                        + SqlErrors.cause(e).getMessage();
                if (SqlErrors.misconfigured(e)) {
                    throw new IllegalStateException(said, e);
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(said + " (waited " + limit.toSeconds() + " s)", e);
                }
                if (!told) {
                    told = true;
                    LOG.atWarn()
                            .addKeyValue("sqlState", SqlErrors.sqlState(SqlErrors.cause(e)))
                            .log("store not reachable yet");
                }
                pause();
            }
        }
    }

    private static void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
            encoding.next();
            if (!encoding.getString(1).equals("UTF8")) {
                throw new IllegalStateException(
                        "store: the database has encoding " + encoding.getString(1) + ", needed is UTF8");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the store", e);
        }
    }
}
