package io.postern.proxy.adapter.netty;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.postern.identity.Identity;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.config.AnalysisSettings;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.proof.Analysis;
import io.postern.proxy.proof.AnalysisState;
import io.postern.proxy.proof.Analysts;
import io.postern.proxy.proof.Standpoint;
import io.postern.proxy.statement.Session;

/**
 * Connections of the proxy's own, as the roles that statements run as, on which PostgreSQL says how it understands a text
 * (manual, "Run-time Statistics and Debugging": debug_print_rewritten). Texts are parsed there, never bound, so neither the
 * planner nor a function of theirs runs. Thread-safe.
 */
public final class AnalysisConnections implements Analysts, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisConnections.class);
    private static final int THREADS = 2;
    private static final int CLOSING_SECONDS = 2;

    /** Of roles, search paths and catalog versions together; a catalog's earlier versions leave by themselves. */
    private static final int MAX_POOLS = 500;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final Map<Standpoint, Pool> pools = new LinkedHashMap<>();
    private final Map<Role, AnalysisState> states = new ConcurrentHashMap<>();

    /** As last seen, for when an outage is over. */
    private final Map<Role, AnalysisState> proving = new ConcurrentHashMap<>();

    private final Set<Role> warned = ConcurrentHashMap.newKeySet();
    private final Upstreams upstreams;
    private final List<DatabaseTarget> databases;
    private final AnalysisSettings settings;
    private boolean closed;

    private record Role(String database, String role) {
        @Override
        public String toString() {
            return database + "/" + role;
        }
    }

    private record Pool(AnalysisPool pool, EventLoop loop) {}

    /**
     * @param connecting for connecting and logging in
     * @param blocking reads files and secrets, looks up names, hashes passwords
     */
    public AnalysisConnections(
            List<DatabaseTarget> databases, AnalysisSettings settings, Duration connecting, Executor blocking) {
        this.databases = List.copyOf(databases);
        this.settings = settings;
        upstreams = new Upstreams(databases, connecting, blocking);
        for (DatabaseTarget database : databases) {
            for (RoleCredential role : database.roles()) {
                states.put(new Role(database.name(), role.role()), new AnalysisState(AnalysisState.Kind.UNKNOWN, ""));
            }
        }
    }

    /** Asks every database as every role once, so that what is missing shows before a statement needs it. */
    public void probe() {
        SqlText text = SqlText.of("SELECT 1");
        for (DatabaseTarget database : databases) {
            for (RoleCredential role : database.roles()) {
                analyse(new Standpoint(database.name(), role.role(), database.searchPath(), ""), text, List.of());
            }
        }
    }

    /** By database and role. */
    public Map<String, AnalysisState> states() {
        Map<String, AnalysisState> byName = new TreeMap<>();
        states.forEach((role, state) -> byName.put(role.toString(), state));
        return byName;
    }

    @Override
    public CompletionStage<Analysis> analyse(Standpoint standpoint, SqlText text, List<Long> parameterTypes) {
        CompletableFuture<Analysis> answer = new CompletableFuture<>();
        Pool pool = pool(standpoint);
        if (pool == null) {
            answer.complete(new Analysis.Unavailable("the proxy stops"));
            return answer;
        }
        pool.loop().execute(() -> pool.pool().ask(text, parameterTypes, answer));
        return answer.thenApply(analysis -> {
            note(standpoint, analysis);
            return analysis;
        });
    }

    private synchronized @Nullable Pool pool(Standpoint standpoint) {
        if (closed) {
            return null;
        }
        Pool known = pools.get(standpoint);
        if (known != null) {
            return known;
        }
        if (pools.size() >= MAX_POOLS) {
            Standpoint oldest = pools.keySet().iterator().next();
            Pool dropped = pools.remove(oldest);
            if (dropped != null) {
                dropped.loop().execute(dropped.pool()::close);
            }
        }
        EventLoop loop = loops.next();
        Pool made = new Pool(new AnalysisPool(loop, settings, () -> open(loop, standpoint)), loop);
        pools.put(standpoint, made);
        return made;
    }

    private CompletionStage<AnalysisPool.Ready> open(EventLoop loop, Standpoint standpoint) {
        return upstreams
                .connect(loop, session(standpoint), settings())
                .thenComposeAsync(
                        upstream -> {
                            AnalysisConnection connection =
                                    new AnalysisConnection(upstream.channel(), settings.maxTreeBytes());
                            upstream.handOver(connection);
                            var limit = loop.schedule(
                                    connection::close, settings.limit().toMillis(), TimeUnit.MILLISECONDS);
                            return connection.query(FactsReader.question()).thenApply(answer -> {
                                limit.cancel(false);
                                return ready(standpoint, connection, answer);
                            });
                        },
                        loop);
    }

    private AnalysisPool.Ready ready(
            Standpoint standpoint, AnalysisConnection connection, AnalysisConnection.Answer answer) {
        try {
            FactsReader.Found found = FactsReader.read(answer);
            Role role = new Role(standpoint.database(), standpoint.role());
            proving.put(
                    role,
                    found.quiet()
                            ? new AnalysisState(AnalysisState.Kind.PROVING, "")
                            : new AnalysisState(
                                    AnalysisState.Kind.PROVING_AND_LOGGED,
                                    "log_min_messages of the role is not fatal"));
            if (!found.quiet() && warned.add(role)) {
                LOG.atWarn()
                        .addKeyValue("database", standpoint.database())
                        .addKeyValue("role", standpoint.role())
                        .log("the server writes what it analyses to its own log too: set log_min_messages = fatal for"
                                + " the role (docs/proof.md)");
            }
            return new AnalysisPool.Ready(connection, found.facts());
        } catch (LoginFailed e) {
            connection.close();
            throw new CompletionException(e);
        }
    }

    private void note(Standpoint standpoint, Analysis analysis) {
        Role role = new Role(standpoint.database(), standpoint.role());
        AnalysisState seen = proving.get(role);
        if (analysis instanceof Analysis.Printed && seen != null) {
            states.put(role, seen);
        } else if (analysis instanceof Analysis.Unavailable unavailable) {
            AnalysisState before =
                    states.put(role, new AnalysisState(AnalysisState.Kind.IMPOSSIBLE, unavailable.why()));
            if (before == null || before.kind() != AnalysisState.Kind.IMPOSSIBLE) {
                LOG.atWarn()
                        .addKeyValue("database", standpoint.database())
                        .addKeyValue("role", standpoint.role())
                        .addKeyValue("error", unavailable.why())
                        .log("statements cannot be proven");
            }
        }
    }

    /** Nobody's: the connection is the proxy's own. */
    private static Session session(Standpoint standpoint) {
        return new Session(
                "analysis",
                new Identity("postern", "analysis", Set.of()),
                standpoint.database(),
                standpoint.role(),
                standpoint.searchPath(),
                new Session.ClientOrigin("", "", false));
    }

    private Map<String, String> settings() {
        String limit = settings.limit().toMillis() + "ms";
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("application_name", "postern analysis");
        parameters.put("debug_print_parse", "off");
        parameters.put("debug_print_rewritten", "on");
        parameters.put("debug_print_plan", "off");
        parameters.put("debug_pretty_print", "off");
        parameters.put("client_min_messages", "log");
        parameters.put("default_transaction_read_only", "on");
        parameters.put("statement_timeout", limit);
        parameters.put("lock_timeout", limit);
        return parameters;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            pools.values().forEach(pool -> pool.loop().execute(pool.pool()::close));
            pools.clear();
        }
        loops.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
