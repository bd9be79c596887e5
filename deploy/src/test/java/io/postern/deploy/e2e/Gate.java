package io.postern.deploy.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.postern.approval.ApprovalService;
import io.postern.approval.config.ApprovalConfig;
import io.postern.audit.AuditService;
import io.postern.audit.config.AccessSettings;
import io.postern.audit.config.AuditConfig;
import io.postern.audit.config.StoreSettings;
import io.postern.deploy.demo.DemoCertificate;
import io.postern.deploy.demo.DemoPasswords;
import io.postern.deploy.demo.DemoShop;
import io.postern.identity.Secret;
import io.postern.identity.signing.SigningKeyFiles;
import io.postern.policy.PolicyService;
import io.postern.policy.config.PolicyConfig;
import io.postern.policy.document.PolicyInvalid;
import io.postern.proxy.OtherJudges;
import io.postern.proxy.ProxyService;
import io.postern.proxy.adapter.netty.SessionParts;
import io.postern.proxy.config.AdminSettings;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.ListenerSettings;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.ProxyConfig;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.config.TlsSettings;
import io.postern.proxy.config.TracingSettings;
import io.postern.proxy.config.TrustedSigners;
import io.postern.proxy.config.WatchSettings;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/**
 * The four services over Kafka, PostgreSQL with the sample shop and an issuer; each can be stopped and started alone. Has
 * the sample policy, or with {@link #unrestricted} a policy and a database where everything is allowed.
 */
final class Gate implements BeforeAllCallback, AfterAllCallback {

    /** The group that may do everything where the gate is {@link #unrestricted}. */
    static final String OWNERS = "owners";

    private static final String WEB_CLIENT = "postern-web";

    private final KafkaFixture kafka;
    private final PostgresFixture postgres;
    private final TestIssuer issuer;
    private final String policyText;
    private final List<? extends ServedDatabase> databases;
    private final int approvalsPort = freePort();
    private final int auditPort = freePort();
    private final int proxyPort = freePort();
    private final int adminPort = freePort();
    private Optional<TracingSettings> tracing = Optional.empty();
    private UnaryOperator<SessionParts.Judges> judges = UnaryOperator.identity();
    private DatabaseTls databaseTls = DatabaseTls.disabled();
    private @Nullable Path directory;
    private @Nullable PolicyService policy;
    private @Nullable ApprovalService approvals;
    private @Nullable AuditService audit;
    private @Nullable ProxyService proxy;

    Gate(KafkaFixture kafka, PostgresFixture postgres, TestIssuer issuer) {
        this(kafka, postgres, issuer, PolicyService.samplePolicy(), List.of());
    }

    /** @param databases beside the shop */
    private Gate(
            KafkaFixture kafka,
            PostgresFixture postgres,
            TestIssuer issuer,
            String policyText,
            List<? extends ServedDatabase> databases) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.issuer = issuer;
        this.policyText = policyText;
        this.databases = databases;
    }

    /** Lets {@link #OWNERS} do everything in the databases, as their roles; nobody is admitted anywhere else. */
    static Gate unrestricted(
            KafkaFixture kafka, PostgresFixture postgres, TestIssuer issuer, OwnedDatabase... databases) {
        StringBuilder policy = new StringBuilder("policy: unrestricted\nadmissions:\n");
        for (OwnedDatabase database : databases) {
            policy.append("  - {id: owners-in-%1$s, groups: [%3$s], database: %1$s, role: %2$s}%n"
                    .formatted(database.name(), database.role(), OWNERS));
        }
        policy.append("rules:\n");
        for (OwnedDatabase database : databases) {
            policy.append("  - {id: everything-in-%1$s, groups: [%2$s], database: %1$s, allow: [everything]}%n"
                    .formatted(database.name(), OWNERS));
        }
        return new Gate(kafka, postgres, issuer, policy.toString(), List.of(databases));
    }

    /** As {@link #unrestricted}, and agents work in the shop: they see customers masked and have changes of orders approved. */
    static Gate withAgents(KafkaFixture kafka, PostgresFixture postgres, TestIssuer issuer, OwnedDatabase database) {
        String policy = """
                policy: clients
                admissions:
                  - {id: owners-in-%1$s, groups: [%3$s], database: %1$s, role: %2$s}
                  - {id: agents-in-shop, groups: [agents], database: shop, role: shop_agent}
                rules:
                  - {id: owners-do-everything, groups: [%3$s], database: %1$s, allow: [everything]}
                  - id: agents-read
                    groups: [agents]
                    database: shop
                    allow: [select, explain, show, set, transaction, cursor, prepared]
                    tables: [public.customers, public.orders, public.order_items, public.products]
                  - id: agents-change-orders
                    groups: [agents]
                    database: shop
                    park: [update]
                    tables: [public.orders]
                    approvers: [approvers]
                    within: 15m
                masks:
                  - {id: emails, groups: [agents], columns: [public.customers.email], mask: email}
                  - {id: phones, groups: [agents], columns: [public.customers.phone], mask: {partial: {last: 2}}}
                """.formatted(database.name(), database.role(), OWNERS);
        return new Gate(kafka, postgres, issuer, policy, List.of(database));
    }

    /** Serves the market, under its policy, beside the shop, which nobody is admitted to. */
    static Gate to(Market market, KafkaFixture kafka, PostgresFixture postgres, TestIssuer issuer) {
        return new Gate(kafka, postgres, issuer, market.policy(), List.of(market));
    }

    /** From its next start on the proxy sends traces there. */
    Gate tracingTo(TracingSettings collector) {
        tracing = Optional.of(collector);
        return this;
    }

    /** Has others judge statements from the proxy's next start on. */
    Gate judgedBy(UnaryOperator<SessionParts.Judges> bench) {
        judges = bench;
        return this;
    }

    /** Towards the database, from the proxy's next start on. */
    Gate speaking(DatabaseTls tls) {
        databaseTls = tls;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context)
            throws IOException, SQLException, InterruptedException, GeneralSecurityException, PolicyInvalid {
        kafka.beforeAll(context);
        postgres.beforeAll(context);
        issuer.beforeAll(context);
        directory = Files.createTempDirectory("postern-e2e");
        for (String secret : List.of("agent", "analyst", "catalog", "audit")) {
            Files.writeString(directory.resolve(secret), "password-of-" + secret);
        }
        Files.writeString(directory.resolve("policy.yaml"), policyText);
        DemoShop.create(
                postgres.jdbcUrl("postgres") + "?user=" + postgres.superuser() + "&password=" + postgres.password(),
                new DemoPasswords(
                        "password-of-agent", "password-of-analyst", "password-of-catalog", "password-of-audit"));
        for (ServedDatabase database : databases) {
            database.create(postgres);
            for (String role : database.roles()) {
                Files.writeString(directory.resolve(role), database.password(role));
            }
        }
        new DemoCertificate(directory).ensure();
        keys("policy").create();
        keys("approval").create();
        startPolicy();
        startApprovals();
        startAudit();
        startProxy();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stopProxy();
        stopAudit();
        stopApprovals();
        stopPolicy();
    }

    KafkaFixture kafka() {
        return kafka;
    }

    PostgresFixture postgres() {
        return postgres;
    }

    TestIssuer issuer() {
        return issuer;
    }

    int port() {
        return proxyPort;
    }

    Path directory() {
        if (directory == null) {
            throw new IllegalStateException("the gate was not started");
        }
        return directory;
    }

    URI approvalsUrl() {
        return URI.create("http://127.0.0.1:" + approvalsPort);
    }

    /** Where the proxy tells how it is doing. */
    URI adminUrl() {
        return URI.create("http://127.0.0.1:" + adminPort);
    }

    URI auditUrl() {
        return URI.create("http://127.0.0.1:" + auditPort);
    }

    void startPolicy() throws PolicyInvalid {
        policy = PolicyService.start(new PolicyConfig(
                kafka.connection(),
                directory().resolve("policy.yaml"),
                keys("policy").secret(),
                "policy-service/e2e",
                directory().resolve("policy-state")));
    }

    void stopPolicy() {
        if (policy != null) {
            policy.close();
            policy = null;
        }
    }

    void startApprovals() {
        approvals = ApprovalService.start(new ApprovalConfig(
                kafka.connection(),
                "approval-service/e2e",
                keys("approval").secret(),
                directory().resolve("approval-state"),
                new io.postern.approval.config.HttpEndpoint("127.0.0.1", approvalsPort, approvalsUrl()),
                issuer.webSettings(),
                WEB_CLIENT));
    }

    void stopApprovals() {
        if (approvals != null) {
            approvals.close();
            approvals = null;
        }
    }

    void startAudit() {
        audit = AuditService.start(new AuditConfig(
                kafka.connection(),
                new io.postern.audit.config.HttpEndpoint("127.0.0.1", auditPort, auditUrl()),
                new StoreSettings(postgres.jdbcUrl(DemoShop.AUDIT), DemoShop.AUDIT_ROLE, secret("audit")),
                new AccessSettings(issuer.webSettings(), WEB_CLIENT, Set.of("auditors"))));
    }

    void stopAudit() {
        if (audit != null) {
            audit.close();
            audit = null;
        }
    }

    void startProxy() {
        List<DatabaseTarget> targets = new ArrayList<>();
        targets.add(target(
                DemoShop.SHOP,
                new RoleCredential(DemoShop.AGENT_ROLE, secret("agent")),
                new RoleCredential(DemoShop.ANALYST_ROLE, secret("analyst"))));
        databases.forEach(database -> targets.add(target(
                database.name(),
                database.roles().stream()
                        .map(role -> new RoleCredential(role, secret(role)))
                        .toArray(RoleCredential[]::new))));
        DemoCertificate certificate = new DemoCertificate(directory());
        proxy = OtherJudges.start(
                new ProxyConfig(
                        "proxy-service/e2e",
                        kafka.connection(),
                        new TrustedSigners(
                                keys("policy").publicKeys(), keys("approval").publicKeys()),
                        new ListenerSettings(
                                "127.0.0.1",
                                proxyPort,
                                Optional.of(new TlsSettings(certificate.chain(), certificate.key()))),
                        issuer.settings(),
                        targets,
                        approvalsUrl(),
                        Timeouts.defaults(),
                        Limits.defaults(),
                        new WatchSettings(new AdminSettings("127.0.0.1", adminPort), tracing)),
                judges);
    }

    private DatabaseTarget target(String database, RoleCredential... roles) {
        return new DatabaseTarget(
                database,
                new DatabaseServer(
                        postgres.host(), postgres.port(), database, databaseTls, PasswordExchange.SCRAM_SHA_256),
                List.of("public"),
                List.of(roles),
                new RoleCredential(DemoShop.CATALOG_ROLE, secret("catalog")));
    }

    void stopProxy() {
        if (proxy != null) {
            proxy.close();
            proxy = null;
        }
    }

    private SigningKeyFiles keys(String service) {
        return SigningKeyFiles.in(directory(), service);
    }

    private Secret secret(String name) {
        return new Secret("file:" + directory().resolve(name));
    }

    /** The same gate for services in processes of their own. */
    Path writeConfig() throws IOException {
        return Files.writeString(directory().resolve("postern.yaml"), """
                name: e2e-process
                kafka:
                  bootstrap.servers: %s
                identity:
                  issuer: %s
                  development: true
                proxy:
                  host: 127.0.0.1
                  port: %d
                  tls:
                    certificate: %s
                    key: %s
                  admin:
                    port: %d
                  trust:
                    policyKeys: policy.public.jwks
                    approvalKeys: approval.public.jwks
                  databases:
                    shop:
                      host: %s
                      port: %d
                      tls: disable
                      roles:
                        shop_agent: file:agent
                        shop_analyst: file:analyst
                      catalogReader:
                        role: postern_catalog
                        password: file:catalog
                policy:
                  file: policy.yaml
                  signingKey: file:policy.jwk
                approval:
                  signingKey: file:approval.jwk
                  host: 127.0.0.1
                  port: %d
                  publicUrl: %s
                audit:
                  host: 127.0.0.1
                  port: %d
                  publicUrl: %s
                  store:
                    url: %s
                    user: postern_audit
                    password: file:audit
                """.formatted(
                        kafka.bootstrapServers(),
                        issuer.issuer(),
                        proxyPort,
                        new DemoCertificate(directory()).chain(),
                        new DemoCertificate(directory()).key(),
                        adminPort,
                        postgres.host(),
                        postgres.port(),
                        approvalsPort,
                        approvalsUrl(),
                        auditPort,
                        auditUrl(),
                        postgres.jdbcUrl(DemoShop.AUDIT)));
    }

    /** pgjdbc through the gate, in the shop. */
    Connection connect(String subject, String group) throws SQLException {
        return connectWithToken(subject, issuer.token(subject, group));
    }

    /** As {@link #connect(String, String)}, with a token of the caller's. */
    Connection connectWithToken(String subject, String token) throws SQLException {
        return connect(DemoShop.SHOP, subject, token, new Properties());
    }

    /**
     * pgjdbc through the gate, in the database as one of {@link #OWNERS} who is called as its role is.
     *
     * @param more of pgjdbc's
     */
    Connection connect(OwnedDatabase database, Properties more) throws SQLException {
        return connect(database.name(), database.role(), issuer.token(database.role(), OWNERS), more);
    }

    private Connection connect(String database, String subject, String token, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", subject);
        properties.setProperty("password", token);
        properties.setProperty("sslmode", "require");
        properties.setProperty("connectTimeout", "20");
        properties.setProperty(
                "socketTimeout", Long.toString(Duration.ofMinutes(2).toSeconds()));
        properties.putAll(more);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + proxyPort + "/" + database, properties);
    }

    /** libpq's environment for the gate, in the shop. */
    Map<String, String> environment(String subject, String group) {
        return environment(DemoShop.SHOP, subject, group);
    }

    /** libpq's environment for the gate, in the database as one of {@link #OWNERS} who is called as its role is. */
    Map<String, String> environment(OwnedDatabase database) {
        return environment(database.name(), database.role(), OWNERS);
    }

    private Map<String, String> environment(String database, String subject, String group) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(proxyPort),
                "PGDATABASE",
                database,
                "PGUSER",
                subject,
                "PGPASSWORD",
                issuer.token(subject, group),
                "PGSSLMODE",
                "require",
                "TERM",
                "dumb");
    }

    /** libpq's environment straight to PostgreSQL, as the database's role and with what the gate pins. */
    Map<String, String> directEnvironment(OwnedDatabase database) {
        return Map.of(
                "PGHOST", postgres.host(),
                "PGPORT", Integer.toString(postgres.port()),
                "PGDATABASE", database.name(),
                "PGUSER", database.role(),
                "PGPASSWORD", database.password(),
                "PGSSLMODE", "disable",
                "PGOPTIONS", "-c search_path=public",
                "TERM", "dumb");
    }

    /** Straight to PostgreSQL, as its superuser: the oracle. */
    Connection oracle() throws SQLException {
        return postgres.connect(DemoShop.SHOP);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
