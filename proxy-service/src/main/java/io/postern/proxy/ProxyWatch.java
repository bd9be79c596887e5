package io.postern.proxy;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.postern.proxy.adapter.admin.AdminPages;
import io.postern.proxy.adapter.admin.AdminServer;
import io.postern.proxy.adapter.kafka.KafkaBackbone;
import io.postern.proxy.adapter.netty.AnalysisConnections;
import io.postern.proxy.adapter.netty.EventLoops;
import io.postern.proxy.adapter.netty.ProxyServer;
import io.postern.proxy.adapter.telemetry.CertificateFile;
import io.postern.proxy.adapter.telemetry.ProxyTelemetry;
import io.postern.proxy.config.ProxyConfig;
import io.postern.proxy.proof.AnalysisState;
import io.postern.proxy.telemetry.Vitals;

/** What those who run the proxy see of it. Thread-safe. */
final class ProxyWatch implements AdminPages, Vitals, AutoCloseable {

    private final KafkaBackbone kafka;
    private final ProxyServer server;
    private final EventLoops loops;
    private final ProxyTelemetry telemetry;
    private final AnalysisConnections analysis;
    private final Optional<CertificateFile> certificate;
    private final AdminServer admin;
    private volatile boolean draining;

    private ProxyWatch(
            ProxyConfig config,
            KafkaBackbone kafka,
            ProxyServer server,
            AnalysisConnections analysis,
            ProxyTelemetry telemetry) {
        this.kafka = kafka;
        this.server = server;
        this.analysis = analysis;
        this.telemetry = telemetry;
        loops = server.eventLoops();
        certificate = config.listener()
                .tls()
                .map(tls -> new CertificateFile(tls.certificate().chain()));
        admin = AdminServer.start(config.watch().admin(), this);
    }

    /**
     * @throws IllegalStateException where the port is taken
     */
    static ProxyWatch start(
            ProxyConfig config,
            KafkaBackbone kafka,
            ProxyServer server,
            AnalysisConnections analysis,
            ProxyTelemetry telemetry) {
        ProxyWatch watch = new ProxyWatch(config, kafka, server, analysis, telemetry);
        telemetry.watch(watch);
        return watch;
    }

    int port() {
        return admin.port();
    }

    /** From now on clients are told to go elsewhere. */
    void drain() {
        draining = true;
    }

    @Override
    public CompletionStage<Void> signOfLife() {
        return loops.answered();
    }

    @Override
    public Optional<String> notReady() {
        if (draining) {
            return Optional.of("draining");
        }
        return server.isListening() ? kafka.trouble() : Optional.of("not listening");
    }

    @Override
    public String metrics() {
        return telemetry.scrape();
    }

    @Override
    public boolean isReady() {
        return notReady().isEmpty();
    }

    @Override
    public long decisionTableEntries() {
        return kafka.tableEntries();
    }

    @Override
    public long allocatorHeapBytes() {
        return loops.heapBytes();
    }

    @Override
    public long allocatorDirectBytes() {
        return loops.directBytes();
    }

    @Override
    public long eventLoopTasks() {
        return loops.pendingTasks();
    }

    @Override
    public long analysisRoles(AnalysisState.Kind kind) {
        return analysis.states().values().stream()
                .filter(state -> state.kind() == kind)
                .count();
    }

    @Override
    public double certificateExpirySeconds() {
        return certificate.map(CertificateFile::expirySeconds).orElse(Double.NaN);
    }

    @Override
    public void close() {
        admin.close();
    }
}
