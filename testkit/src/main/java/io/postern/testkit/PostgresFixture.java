package io.postern.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.testcontainers.postgresql.PostgreSQLContainer;

import io.postern.embedded.EmbeddedDatabase;
import io.postern.embedded.EmbeddedDatabase.Setup;

/**
 * A PostgreSQL server, for a {@code static @RegisterExtension} field. Passwords go by SCRAM-SHA-256.
 *
 * <p>{@link #shared()} is one server for all test classes of the run, each of which makes a database of its own
 * ({@link #createDatabase()}); roles are common to all. It is a container where a Docker engine answers, embedded
 * otherwise. {@link #exclusive()} is an embedded server of this test class, which can {@link #stop} and {@link #restart}.
 */
public final class PostgresFixture implements BeforeAllCallback {

    private static final String IMAGE = "postgres:17";
    private static final String OWN_VERSION = "";
    private static final int OWN_MAJOR = 17;
    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "test superuser";
    private static final Namespace SHARED = Namespace.create(PostgresFixture.class);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final boolean isShared;
    private final Setup setup;
    private @Nullable Server server;

    private PostgresFixture(boolean isShared, Setup setup) {
        this.isShared = isShared;
        this.setup = setup;
    }

    public static PostgresFixture shared() {
        return new PostgresFixture(true, new Setup(OWN_VERSION, Map.of(), Map.of()));
    }

    public static PostgresFixture exclusive() {
        return exclusive(Map.of());
    }

    /** @param settings of postgresql.conf */
    public static PostgresFixture exclusive(Map<String, String> settings) {
        return exclusive(settings, Map.of());
    }

    /**
     * @param settings of postgresql.conf
     * @param files content by name, put into the data directory: certificates, a pg_hba.conf
     */
    public static PostgresFixture exclusive(Map<String, String> settings, Map<String, String> files) {
        return new PostgresFixture(false, new Setup(OWN_VERSION, settings, files));
    }

    /** An exclusive one of PostgreSQL 15: pg_dump refuses a server newer than itself, and Debian 12 has no newer pg_dump. */
    public static PostgresFixture version15() {
        return major(15);
    }

    /**
     * An exclusive one of this major version.
     *
     * @param major 15 to 18
     */
    public static PostgresFixture major(int major) {
        if (major < 15 || major > 18) {
            throw new IllegalArgumentException("there are binaries of PostgreSQL 15 to 18, not of " + major);
        }
        String directory = major == OWN_MAJOR ? OWN_VERSION : "/postgres-" + major;
        return new PostgresFixture(false, new Setup(directory, Map.of(), Map.of()));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = isShared
                ? context.getRoot().getStore(SHARED).computeIfAbsent(Server.class, key -> Server.shared(), Server.class)
                : context.getStore(Namespace.create(PostgresFixture.class, this))
                        .computeIfAbsent(Server.class, key -> Server.embedded(setup), Server.class);
    }

    public String host() {
        return started().host();
    }

    public int port() {
        return started().port();
    }

    public String superuser() {
        return SUPERUSER;
    }

    /** Of {@link #superuser()}. */
    public String password() {
        return PASSWORD;
    }

    /** For pgjdbc, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }

    /** As the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), superuser(), password());
    }

    /** Makes an empty database that no other test has. */
    public String createDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database", e);
        }
        return name;
    }

    /** Takes the server down, ending all sessions. Only for {@link #exclusive()}. */
    public void stop() {
        exclusivelyStarted().stop();
    }

    /** Brings it back on the same port with what it had; stops it first if it runs. Only for {@link #exclusive()}. */
    public void restart() {
        exclusivelyStarted().restart();
    }

    private Server started() {
        Server started = server;
        if (started == null) {
            throw new IllegalStateException("PostgresFixture has to be in a static field with @RegisterExtension");
        }
        return started;
    }

    private Restartable<EmbeddedDatabase> exclusivelyStarted() {
        if (isShared) {
            throw new IllegalStateException("a shared server is not stopped: use PostgresFixture.exclusive()");
        }
        return started().process().orElseThrow();
    }

    private record Server(
            String host,
            int port,
            Optional<PostgreSQLContainer> container,
            Optional<Restartable<EmbeddedDatabase>> process)
            implements AutoCloseable {

        static Server shared() {
            return Containers.start(() -> new PostgreSQLContainer(IMAGE)
                            .withUsername(SUPERUSER)
                            .withPassword(PASSWORD)
                            .withDatabaseName("postgres"))
                    .map(c -> new Server(c.getHost(), c.getFirstMappedPort(), Optional.of(c), Optional.empty()))
                    .orElseGet(() -> embedded(new Setup(OWN_VERSION, Map.of(), Map.of())));
        }

        static Server embedded(Setup setup) {
            Map<String, String> all = new HashMap<>(Map.of("fsync", "off", "max_connections", "200"));
            all.putAll(setup.settings());
            Setup whole = new Setup(setup.archives(), all, setup.files());
            Restartable<EmbeddedDatabase> database = new Restartable<>(
                    "postgres",
                    (directory, port) -> EmbeddedDatabase.start(directory.path(), port, PASSWORD, whole),
                    EmbeddedDatabase::port);
            return new Server("127.0.0.1", database.port(), Optional.empty(), Optional.of(database));
        }

        @Override
        public void close() {
            container.ifPresent(PostgreSQLContainer::close);
            process.ifPresent(Restartable::close);
        }
    }
}
