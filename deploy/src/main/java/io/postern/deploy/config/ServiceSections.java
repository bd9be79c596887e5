package io.postern.deploy.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.postern.approval.config.ApprovalConfig;
import io.postern.audit.config.AuditConfig;
import io.postern.identity.Secret;
import io.postern.policy.config.PolicyConfig;
import io.postern.proxy.config.AdminSettings;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.ListenerSettings;
import io.postern.proxy.config.ProxyConfig;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.config.TlsSettings;
import io.postern.proxy.config.TracingSettings;
import io.postern.proxy.config.TrustedSigners;
import io.postern.proxy.config.WatchSettings;

/** The sections of the four services. Approval is read before proxy, which refers clients to its page. */
final class ServiceSections {

    private static final String LOOPBACK = "127.0.0.1";

    private final String name;
    private final KafkaSection kafka;
    private final IdentitySection identity;
    private Optional<URI> approvalPage = Optional.empty();

    ServiceSections(String name, KafkaSection kafka, IdentitySection identity) {
        this.name = name;
        this.kafka = kafka;
        this.identity = identity;
    }

    Supplier<PolicyConfig> policy(Section section) {
        Path file = section.file("file");
        Secret signingKey = section.secret("signingKey");
        Path state = section.file("state", "state/policy-service");
        return () -> new PolicyConfig(kafka.connection(), file, signingKey, producer("policy-service"), state);
    }

    Supplier<ApprovalConfig> approval(Section section) {
        Endpoint endpoint = endpoint(section, 8480);
        Secret signingKey = section.secret("signingKey");
        Path state = section.file("state", "state/approval-service");
        approvalPage = Optional.of(endpoint.publicUrl());
        return () -> new ApprovalConfig(
                kafka.connection(),
                producer("approval-service"),
                signingKey,
                state,
                new io.postern.approval.config.HttpEndpoint(endpoint.host(), endpoint.port(), endpoint.publicUrl()),
                identity.web(),
                identity.clientId());
    }

    Supplier<AuditConfig> audit(Section section) {
        Endpoint endpoint = endpoint(section, 8481);
        Section store = section.section("store");
        String url = store.text("url");
        String user = store.text("user");
        Secret password = store.secret("password");
        store.rejectUnknownKeys();
        Set<String> auditors = new LinkedHashSet<>(section.texts("auditorGroups", List.of("auditors")));
        return () -> new AuditConfig(
                kafka.connection(),
                new io.postern.audit.config.HttpEndpoint(endpoint.host(), endpoint.port(), endpoint.publicUrl()),
                new io.postern.audit.config.StoreSettings(url, user, password),
                new io.postern.audit.config.AccessSettings(identity.web(), identity.clientId(), auditors));
    }

    Supplier<ProxyConfig> proxy(Section section) {
        String host = section.text("host", LOOPBACK);
        int port = section.port("port", 6432);
        Optional<TlsSettings> tls = section.optionalSection("tls").map(WireSections::listenerTls);
        Optional<URI> page = section.optionalUri("approvalsUrl").or(() -> approvalPage);
        if (page.isEmpty()) {
            section.problem("approvalsUrl", "is missing; only a file with an approval section may leave it out");
        }
        TrustedSigners trust = trust(section.section("trust"));
        Supplier<List<DatabaseTarget>> databases = WireSections.databases(section.section("databases"));
        Supplier<Timeouts> timeouts = section.optionalSection("timeouts")
                .map(ServiceSections::timeouts)
                .orElse(Timeouts::defaults);
        Supplier<Limits> limits =
                section.optionalSection("limits").map(ServiceSections::limits).orElse(Limits::defaults);
        Supplier<WatchSettings> watch = watch(section);
        return () -> new ProxyConfig(
                producer("proxy-service"),
                kafka.connection(),
                trust,
                new ListenerSettings(host, port, tls),
                identity.wire(),
                databases.get(),
                page.orElseThrow(),
                timeouts.get(),
                limits.get(),
                watch.get());
    }

    private static TrustedSigners trust(Section section) {
        TrustedSigners trust = new TrustedSigners(section.file("policyKeys"), section.file("approvalKeys"));
        section.rejectUnknownKeys();
        return trust;
    }

    private static Supplier<Timeouts> timeouts(Section section) {
        Timeouts defaults = Timeouts.defaults();
        Duration login = section.positiveDuration("login", defaults.login());
        Duration decision = section.positiveDuration("decision", defaults.decision());
        Duration append = section.positiveDuration("append", defaults.append());
        Duration upstreamConnect = section.positiveDuration("upstreamConnect", defaults.upstreamConnect());
        Duration idle = section.positiveDuration("idle", defaults.idle());
        Duration parked = section.positiveDuration("parked", defaults.parked());
        Duration drain = section.positiveDuration("drain", defaults.drain().limit());
        Duration drainDelay = section.duration("drainDelay", defaults.drain().delay());
        section.rejectUnknownKeys();
        return () -> new Timeouts(
                login, decision, append, upstreamConnect, idle, parked, new Timeouts.Drain(drainDelay, drain));
    }

    private static Supplier<Limits> limits(Section section) {
        Limits defaults = Limits.defaults();
        Limits.Connections connections = defaults.connections();
        int unauthenticated = section.count("unauthenticated", connections.unauthenticated());
        int sessions = section.count("sessions", connections.sessions());
        int perIdentity = section.count("sessionsPerIdentity", connections.perIdentity());
        int perAddress = section.count("sessionsPerAddress", connections.perAddress());
        int message = section.size("message", defaults.maxMessageBytes());
        int statement = section.size("statement", defaults.maxStatementBytes());
        section.rejectUnknownKeys();
        return () -> new Limits(
                new Limits.Connections(unauthenticated, sessions, perIdentity, perAddress), message, statement);
    }

    private static Supplier<WatchSettings> watch(Section section) {
        AdminSettings defaults = AdminSettings.defaults();
        AdminSettings admin = section.optionalSection("admin")
                .map(keys -> {
                    AdminSettings read =
                            new AdminSettings(keys.text("host", defaults.host()), keys.port("port", defaults.port()));
                    keys.rejectUnknownKeys();
                    return read;
                })
                .orElse(defaults);
        Supplier<Optional<TracingSettings>> tracing =
                section.optionalSection("tracing").map(ServiceSections::tracing).orElse(Optional::empty);
        return () -> new WatchSettings(admin, tracing.get());
    }

    private static Supplier<Optional<TracingSettings>> tracing(Section section) {
        URI endpoint = section.uri("endpoint");
        double ratio = section.fraction("ratio", 1);
        section.rejectUnknownKeys();
        return () -> Optional.of(new TracingSettings(endpoint, ratio));
    }

    private record Endpoint(String host, int port, URI publicUrl) {}

    private static Endpoint endpoint(Section section, int defaultPort) {
        String host = section.text("host", LOOPBACK);
        int port = section.port("port", defaultPort);
        URI publicUrl = section.optionalUri("publicUrl").orElseGet(() -> URI.create("http://localhost:" + port));
        return new Endpoint(host, port, publicUrl);
    }

    private String producer(String service) {
        return service + "/" + name;
    }
}
