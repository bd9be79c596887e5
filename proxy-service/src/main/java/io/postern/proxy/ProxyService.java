package io.postern.proxy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.postern.identity.TokenVerifier;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.proxy.adapter.catalog.CatalogWatch;
import io.postern.proxy.adapter.kafka.KafkaBackbone;
import io.postern.proxy.adapter.netty.AnalysisConnections;
import io.postern.proxy.adapter.netty.ProxyServer;
import io.postern.proxy.adapter.netty.SessionParts;
import io.postern.proxy.adapter.telemetry.ProxyTelemetry;
import io.postern.proxy.config.AnalysisSettings;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.ProxyConfig;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.proof.ProofDesk;
import io.postern.proxy.proof.TreeLimits;
import io.postern.proxy.proof.WholeDecisions;
import io.postern.proxy.session.SessionRules;

/** The running proxy: its parts, wired. */
public final class ProxyService implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int BLOCKING_THREADS = 8;
    private static final int BLOCKING_QUEUE = 2_000;

    /** Without letters that are mistaken for others. */
    private static final String ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int ID_LENGTH = 12;

    private final KafkaBackbone kafka;
    private final Databases databases;
    private final ThreadPoolExecutor blocking;
    private final ProxyServer server;
    private final ProxyTelemetry telemetry;
    private final ProxyWatch watch;
    private final Timeouts.Drain drain;

    private ProxyService(
            KafkaBackbone kafka,
            Databases databases,
            ThreadPoolExecutor blocking,
            ProxyServer server,
            Watched watched,
            Timeouts.Drain drain) {
        this.drain = drain;
        this.kafka = kafka;
        this.databases = databases;
        this.blocking = blocking;
        this.server = server;
        telemetry = watched.telemetry();
        watch = watched.watch();
    }

    /** What the proxy itself asks of the databases. */
    private record Databases(CatalogWatch catalogs, AnalysisConnections analysis) implements AutoCloseable {
        @Override
        public void close() {
            catalogs.close();
            analysis.close();
        }
    }

    private record Watched(ProxyTelemetry telemetry, ProxyWatch watch) {}

    /**
     * Returns when clients can connect.
     *
     * @throws IllegalStateException where Kafka is not there, the port is taken, or the certificate or a key
     *     set cannot be read
     */
    public static ProxyService start(ProxyConfig config) {
        return start(config, UnaryOperator.identity());
    }

    /** @param bench who judges instead of those that are given: for tests of what is left when one of them errs */
    static ProxyService start(ProxyConfig config, UnaryOperator<SessionParts.Judges> bench) {
        KafkaBackbone kafka =
                KafkaBackbone.start(config.kafka(), config.producer(), config.trust(), config.timeouts(), START_LIMIT);
        CatalogWatch catalogs = CatalogWatch.start(config.databases(), kafka);
        kafka.onOtherCatalog(catalogs::refresh);
        ThreadPoolExecutor blocking = blockingPool();
        Databases databases = new Databases(
                catalogs,
                new AnalysisConnections(
                        config.databases(),
                        AnalysisSettings.defaults(),
                        config.timeouts().upstreamConnect(),
                        blocking));
        ProxyTelemetry telemetry = new ProxyTelemetry(
                config.producer(),
                config.databases().stream().map(DatabaseTarget::name).toList(),
                config.watch().tracing());
        try {
            SessionParts.Judges judges = bench.apply(new SessionParts.Judges(
                    kafka.decisions(), new ProofDesk(databases.analysis(), TreeLimits.DEFAULT)));
            SessionParts parts = new SessionParts(
                    rules(config),
                    TokenVerifier.create(config.oidc())::verify,
                    new SessionParts.Ports(
                            new SessionParts.Judges(new WholeDecisions(judges.decisions()), judges.proofs()),
                            kafka.log(),
                            kafka.approvals(),
                            kafka.cancels(),
                            catalogs::refresh),
                    telemetry,
                    config.timeouts(),
                    config.limits(),
                    blocking);
            ProxyServer server = ProxyServer.start(config.listener(), config.databases(), parts);
            try {
                ProxyWatch watch = ProxyWatch.start(config, kafka, server, databases.analysis(), telemetry);
                databases.analysis().probe();
                return new ProxyService(
                        kafka,
                        databases,
                        blocking,
                        server,
                        new Watched(telemetry, watch),
                        config.timeouts().drain());
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (RuntimeException e) {
            databases.close();
            blocking.shutdownNow();
            kafka.close();
            telemetry.close();
            throw e;
        }
    }

    private static SessionRules rules(ProxyConfig config) {
        Map<String, List<String>> searchPaths =
                config.databases().stream().collect(Collectors.toMap(DatabaseTarget::name, DatabaseTarget::searchPath));
        SecureRandom random = new SecureRandom();
        return new SessionRules(
                searchPaths,
                config.listener().tls().isPresent(),
                new LexerLimits(config.limits().maxStatementBytes(), LexerLimits.DEFAULT.maxTokens()),
                config.timeouts().login(),
                config.approvalsUrl(),
                () -> approvalId(random));
    }

    private static String approvalId(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        return id.toString();
    }

    private static ThreadPoolExecutor blockingPool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                BLOCKING_THREADS,
                BLOCKING_THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(BLOCKING_QUEUE),
                task -> {
                    Thread named = new Thread(task, "proxy-blocking");
                    named.setDaemon(true);
                    return named;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** The port of health, readiness and metrics. */
    public int adminPort() {
        return watch.port();
    }

    /**
     * Lets running statements and open transactions end, for as long as is configured; idle sessions are ended at once
     * (57P01). Readiness is off from the beginning; new connections are accepted for the configured delay only.
     * {@link #close()} follows.
     */
    public void drain() {
        watch.drain();
        server.drain(drain);
    }

    /** Ends every session with 57P01, then stops; readiness is off from the beginning, its page there until the end. */
    @Override
    public void close() {
        watch.drain();
        server.close();
        databases.close();
        blocking.shutdownNow();
        kafka.close();
        watch.close();
        telemetry.close();
    }
}
