package io.postern.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL from the class path as a child process. Listens on 127.0.0.1 only, has no Unix socket, and takes passwords by
 * SCRAM-SHA-256 only; there is no way in without one. What is committed is on disk (fsync and synchronous commit as
 * PostgreSQL has them).
 *
 * <p>Runs under root too, then without root's powers. A server that a killed process left behind is stopped before the
 * next start in its directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String WHAT = "PostgreSQL";
    private static final String SUPERUSER = "postgres";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DatabaseCluster cluster;
    private final DirectoryLock lock;
    private final int port;
    private boolean stopped;

    private EmbeddedDatabase(DatabaseCluster cluster, DirectoryLock lock, int port) {
        this.cluster = cluster;
        this.lock = lock;
        this.port = port;
    }

    /** As {@link #start(Path, int, String, Map)} without further settings. */
    public static EmbeddedDatabase start(Path dataDirectory, int port, String superuserPassword) {
        return start(dataDirectory, port, superuserPassword, Map.of());
    }

    /**
     * Starts on the data of an earlier start in the same directory, or makes a new cluster (UTF-8, C locale); returns when
     * clients can connect. Blocks for some seconds.
     *
     * @param port to listen on, 0 for a free one
     * @param superuserPassword of {@link #superuser()}; taken when the cluster is made, ignored later. Printable, not empty
     * @param settings of postgresql.conf, for this start only; they win over our own
     * @throws PortInUse if the port is taken
     * @throws IllegalStateException if the server does not start, or the directory is in use
     */
    public static EmbeddedDatabase start(
            Path dataDirectory, int port, String superuserPassword, Map<String, String> settings) {
        return start(dataDirectory, port, superuserPassword, new Setup("", settings, Map.of()));
    }

    /**
     * What may be other than usual.
     *
     * @param archives where on the class path its archives for kinds of machines lie, like "/name"; "" for our own
     * @param settings of postgresql.conf, for this start only; they win over our own
     * @param files content by plain name, such as certificates or a pg_hba.conf; put into the data directory for the server
     *     alone to read
     */
    public record Setup(String archives, Map<String, String> settings, Map<String, String> files) {
        public Setup {
            settings = Map.copyOf(settings);
            files = Map.copyOf(files);
        }
    }

    /** As {@link #start(Path, int, String, Map)}, of another version or with files of the caller's. */
    public static EmbeddedDatabase start(Path dataDirectory, int port, String superuserPassword, Setup setup) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            EmbeddedDatabase database =
                    start(DatabaseCluster.in(directory, setup.archives()), lock, port, superuserPassword, setup);
            LOG.atInfo().addKeyValue("port", database.port).log("embedded PostgreSQL is up");
            return database;
        } catch (IOException e) {
            lock.close();
            throw new IllegalStateException("PostgreSQL does not start in " + directory + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedDatabase start(
            DatabaseCluster cluster, DirectoryLock lock, int port, String password, Setup setup) throws IOException {
        cluster.stopOrphan();
        Ports.claim(port, WHAT);
        cluster.create(SUPERUSER, password);
        int chosen = Ports.claim(port, WHAT);
        cluster.place(setup.files());
        cluster.start(chosen, setup.settings());
        return new EmbeddedDatabase(cluster, lock, chosen);
    }

    /** Of the given database, for pgjdbc, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public String host() {
        return Ports.LOOPBACK;
    }

    public int port() {
        return port;
    }

    public String superuser() {
        return SUPERUSER;
    }

    /** Ends all sessions and stops the server; the data stays. Safe to call again. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            cluster.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        } finally {
            lock.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
