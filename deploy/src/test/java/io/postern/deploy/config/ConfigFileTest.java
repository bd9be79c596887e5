package io.postern.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.postern.deploy.config.ConfigInvalid.Problem;
import io.postern.identity.Secret;
import io.postern.proxy.config.AdminSettings;
import io.postern.proxy.config.CertificateFiles;
import io.postern.proxy.config.ClientCertificates;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.DatabaseTls.Mode;
import io.postern.proxy.config.Limits;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.ProxyConfig;
import io.postern.proxy.config.RoleCredential;
import io.postern.proxy.config.Timeouts;
import io.postern.proxy.config.TlsSettings;
import io.postern.proxy.config.TracingSettings;
import io.postern.proxy.config.TrustedSigners;
import io.postern.proxy.config.WatchSettings;

class ConfigFileTest {

    private static final Set<Part> ALL = EnumSet.allOf(Part.class);
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    private final Path directory;

    ConfigFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static final String WHOLE = """
            name: gate-7
            kafka:
              bootstrap.servers: k1:9092
            identity:
              issuer: https://id.example.com
            proxy:
              port: 7432
              trust: {policyKeys: keys/policy.public.jwks, approvalKeys: /etc/approval.jwks}
              databases:
                shop:
                  host: db
                  roles:
                    shop_agent: file:secrets/agent
                  catalogReader:
                    role: reader
                    password: env:READER
              timeouts:
                decision: 750ms
              limits:
                statement: 64KiB
              admin: {host: 10.0.0.7, port: 9483}
              tracing: {endpoint: "http://collector:4318/v1/traces", ratio: 0.25}
            policy:
              file: policy.yaml
              signingKey: file:keys/policy.jwk
            approval:
              publicUrl: https://approve.example.com
              signingKey: env:APPROVAL_KEY
            audit:
              store:
                url: jdbc:postgresql://db/audit
                user: keeper
                password: file:/etc/keeper
            """;

    @Test
    void everySectionBecomesTheConfigurationOfItsService() throws IOException {
        PosternConfig config = ConfigFile.read(file(WHOLE), NO_ENVIRONMENT, ALL);

        var proxy = config.services().proxy().orElseThrow();
        assertThat(proxy.producer()).isEqualTo("proxy-service/gate-7");
        assertThat(proxy.listener().port()).isEqualTo(7432);
        assertThat(proxy.listener().host()).isEqualTo("127.0.0.1");
        assertThat(proxy.approvalsUrl()).isEqualTo(URI.create("https://approve.example.com"));
        assertThat(proxy.timeouts().decision()).isEqualTo(Duration.ofMillis(750));
        assertThat(proxy.limits().maxStatementBytes()).isEqualTo(65_536);
        assertThat(proxy.oidc().audience()).isEqualTo("postern");
        assertThat(proxy.watch())
                .isEqualTo(new WatchSettings(
                        new AdminSettings("10.0.0.7", 9483),
                        Optional.of(new TracingSettings(URI.create("http://collector:4318/v1/traces"), 0.25))));
        assertThat(proxy.databases()).singleElement().satisfies(shop -> {
            assertThat(shop.server().database()).isEqualTo("shop");
            assertThat(shop.server().tls())
                    .isEqualTo(new DatabaseTls(Mode.VERIFY_FULL, Optional.empty(), Optional.empty()));
            assertThat(shop.server().passwords()).isEqualTo(PasswordExchange.SCRAM_SHA_256);
            assertThat(shop.searchPath()).containsExactly("public");
            assertThat(shop.role("shop_agent").orElseThrow().password())
                    .contains(new Secret("file:" + directory.resolve("secrets/agent")));
            assertThat(shop.catalogReader().password()).contains(new Secret("env:READER"));
        });
        assertThat(config.services().policy().orElseThrow().policyFile()).isEqualTo(directory.resolve("policy.yaml"));
        assertThat(config.services().policy().orElseThrow().signingKey())
                .isEqualTo(new Secret("file:" + directory.resolve("keys/policy.jwk")));
        assertThat(config.services().approval().orElseThrow().signingKey()).isEqualTo(new Secret("env:APPROVAL_KEY"));
        assertThat(proxy.trust())
                .isEqualTo(new TrustedSigners(
                        directory.resolve("keys/policy.public.jwks"), Path.of("/etc/approval.jwks")));
        assertThat(config.services().approval().orElseThrow().oidc().audience()).isEqualTo("postern-web");
        assertThat(config.services().audit().orElseThrow().store().user()).isEqualTo("keeper");
        assertThat(config.kafka().properties()).containsEntry("bootstrap.servers", "k1:9092");
    }

    @Test
    void theSampleThatDescribesEveryKeyIsSound() throws IOException {
        try (InputStream sample = ConfigFile.class.getResourceAsStream("postern.yaml")) {
            Path file = directory.resolve("postern.yaml");
            Files.copy(Objects.requireNonNull(sample), file);

            String credential = "  sasl.jaas.config: env:KAFKA_JAAS_CONFIG\n";
            assertThat(problems(file, ALL))
                    .containsExactly(new Problem(15, "kafka", "env:KAFKA_JAAS_CONFIG: is not set"));
            Files.writeString(file, Files.readString(file).replace(credential, ""));
            PosternConfig config = ConfigFile.read(file, NO_ENVIRONMENT, ALL);

            assertThat(config.services().proxy().orElseThrow().databases()).hasSize(1);
        }
    }

    @Test
    void whatTheSampleShowsAsDefaultIsTheDefault() throws IOException {
        try (InputStream sample = ConfigFile.class.getResourceAsStream("postern.yaml")) {
            String text = new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("  sasl.jaas.config: env:KAFKA_JAAS_CONFIG\n", "");
            Pattern commentedOut = Pattern.compile("(?m)^( {2,})# ( *[a-zA-Z]+:(?!.*…).*)$");
            String uncommented = commentedOut.matcher(text).replaceAll("$1$2");

            PosternConfig plain = ConfigFile.read(file(text), NO_ENVIRONMENT, ALL);
            PosternConfig explicit = ConfigFile.read(file(uncommented), NO_ENVIRONMENT, ALL);

            assertThat(uncommented).contains("\n    idle: 8h ", "\n  clockSkew: 30s ", "\n      port: 5432\n");
            assertThat(explicit).isEqualTo(plain);
        }
    }

    @Test
    void allProblemsAreReportedAtOnceWithKeyAndLine() throws IOException {
        Path file = file("""
                kafka:
                  bootstrap.servers: k1:9092
                  ssl.keystore.password: hunter2
                identity:
                  isuer: https://id.example.com
                  clockSkew: soon
                proxy:
                  port: 99999
                  trust: {policyKeys: p.jwks}
                  databases:
                    shop:
                      host: db
                      roles:
                        shop_agent: hunter2
                      catalogReader: reader
                policy:
                  file: [a, b]
                  signingKey: '{"kty":"EC","d":"hunter2"}'
                approval:
                  signingKey: file:a.jwk
                  publicUrl: approve.example.com
                audti: {}
                """);

        ConfigInvalid invalid =
                catchThrowableOfType(ConfigInvalid.class, () -> ConfigFile.read(file, NO_ENVIRONMENT, ALL));

        assertThat(invalid.problems())
                .containsExactlyInAnyOrder(
                        new Problem(
                                3,
                                "kafka.ssl.keystore.password",
                                "must be a reference to a secret, file:PATH or env:NAME, never the secret itself"),
                        new Problem(5, "identity.isuer", "is not a key here (did you mean issuer?)"),
                        new Problem(5, "identity.issuer", "is missing"),
                        new Problem(
                                6, "identity.clockSkew", "must be a length of time, such as 500ms, 10s, 5m, 8h or 7d"),
                        new Problem(8, "proxy.port", "must be a port from 1 to 65535"),
                        new Problem(9, "proxy.trust.approvalKeys", "is missing"),
                        new Problem(
                                18,
                                "policy.signingKey",
                                "must be a reference to a secret, file:PATH or env:NAME, never the secret itself"),
                        new Problem(
                                14,
                                "proxy.databases.shop.roles.shop_agent",
                                "must be a reference to a secret, file:PATH or env:NAME, never the secret itself"),
                        new Problem(15, "proxy.databases.shop.catalogReader", "must be a mapping of keys to values"),
                        new Problem(17, "policy.file", "must be a single value"),
                        new Problem(21, "approval.publicUrl", "must be an http or https address"),
                        new Problem(22, "audti", "is not a key here (did you mean audit?)"),
                        new Problem(1, "audit", "is missing"));
        assertThat(invalid).hasMessageStartingWith("postern.yaml has 13 problems:\n  line 1");
    }

    @Test
    void bothSidesOfTheWireAreDescribedByTheirFiles() throws IOException {
        Path file = file("""
                kafka: {bootstrap.servers: k1}
                identity: {issuer: http://id}
                proxy:
                  approvalsUrl: http://a
                  tls:
                    certificate: tls/server.crt
                    key: /etc/tls/server.key
                    clientCertificates: required
                    clientCa: tls/clients.crt
                    reload: 1s
                  trust: {policyKeys: p.jwks, approvalKeys: a.jwks}
                  databases:
                    shop:
                      host: db
                      tls: verify-ca
                      ca: tls/db-ca.crt
                      authentication: md5
                      clientCertificate: {certificate: tls/gate.crt, key: tls/gate.key}
                      roles:
                        shop_agent: file:secrets/agent
                        shop_robot:
                          certificate: tls/robot.crt
                          key: tls/robot.key
                        shop_both: {certificate: b.crt, key: b.key, password: env:BOTH}
                      catalogReader: {role: c, password: env:C}
                """);

        var proxy = ConfigFile.read(file, NO_ENVIRONMENT, Set.of(Part.PROXY))
                .services()
                .proxy()
                .orElseThrow();

        assertThat(proxy.listener().tls())
                .contains(new TlsSettings(
                        new CertificateFiles(directory.resolve("tls/server.crt"), Path.of("/etc/tls/server.key")),
                        new ClientCertificates(
                                ClientCertificates.Policy.REQUIRED, Optional.of(directory.resolve("tls/clients.crt"))),
                        Duration.ofSeconds(1)));
        assertThat(proxy.databases()).singleElement().satisfies(shop -> {
            assertThat(shop.server().tls())
                    .isEqualTo(new DatabaseTls(
                            Mode.VERIFY_CA,
                            Optional.of(directory.resolve("tls/db-ca.crt")),
                            Optional.of(new CertificateFiles(
                                    directory.resolve("tls/gate.crt"), directory.resolve("tls/gate.key")))));
            assertThat(shop.server().passwords()).isEqualTo(PasswordExchange.MD5);
            CertificateFiles robot =
                    new CertificateFiles(directory.resolve("tls/robot.crt"), directory.resolve("tls/robot.key"));
            assertThat(shop.role("shop_robot")).contains(new RoleCredential("shop_robot", robot));
            assertThat(shop.role("shop_both").orElseThrow().password()).contains(new Secret("env:BOTH"));
            assertThat(shop.role("shop_both").orElseThrow().certificate()).isPresent();
        });
    }

    @Test
    void whatWouldLeaveADatabaseUncheckedIsAProblemOfItsLine() throws IOException {
        Path file = file("""
                kafka: {bootstrap.servers: k1}
                identity: {issuer: http://id}
                proxy:
                  approvalsUrl: http://a
                  tls:
                    certificate: s.crt
                    clientCa: c.crt
                    reload: 0s
                  trust: {policyKeys: p.jwks, approvalKeys: a.jwks}
                  databases:
                    one:
                      host: db
                      tls: prefer
                      roles: {r: env:R}
                      catalogReader: {role: c, password: env:C}
                    two:
                      host: db
                      tls: require
                      ca: ca.crt
                      authentication: md5
                      roles:
                        r: {certificate: r.crt}
                      catalogReader: {role: c}
                    three:
                      host: 127.0.0.1
                      tls: verify-ca
                      authentication: md5
                      roles: {r: env:R}
                      catalogReader: {role: c, password: env:C}
                    four:
                      host: 127.0.0.1
                      tls: disable
                      authentication: md5
                      clientCertificate: {certificate: g.crt, key: g.key}
                      roles: {r: env:R}
                      catalogReader: {role: c, password: env:C}
                """);

        assertThat(problems(file, Set.of(Part.PROXY)))
                .containsExactlyInAnyOrder(
                        new Problem(6, "proxy.tls.key", "is missing"),
                        new Problem(
                                7,
                                "proxy.tls.clientCa",
                                "means nothing without clientCertificates: optional or required"),
                        new Problem(8, "proxy.tls.reload", "must be at least 10ms"),
                        new Problem(
                                13,
                                "proxy.databases.one.tls",
                                "must be one of disable, require, verify-ca, verify-full"),
                        new Problem(
                                19,
                                "proxy.databases.two.ca",
                                "means nothing here: only tls: verify-ca and verify-full check the server"),
                        new Problem(
                                20,
                                "proxy.databases.two.authentication",
                                "md5 needs tls: verify-ca or verify-full, except on loopback"),
                        new Problem(22, "proxy.databases.two.roles.r.key", "is missing"),
                        new Problem(
                                22, "proxy.databases.two.roles.r.certificate", "needs tls: verify-ca or verify-full"),
                        new Problem(23, "proxy.databases.two.catalogReader.password", "is missing"),
                        new Problem(
                                26,
                                "proxy.databases.three.tls",
                                "verify-ca needs ca, the file of those who sign the server's certificate"),
                        new Problem(34, "proxy.databases.four.clientCertificate", "cannot be shown with tls: disable"));
    }

    @Test
    void limitsAndTimeoutsAreTakenFromTheFile() throws IOException {
        Path file = file(
                WHOLE.replace("decision: 750ms", "parked: 1h\n    drain: 45s\n    drainDelay: 5s")
                        .replace(
                                "statement: 64KiB",
                                "unauthenticated: 50\n    sessions: 60\n    sessionsPerIdentity: 7\n    sessionsPerAddress: 8"));

        ProxyConfig proxy =
                ConfigFile.read(file, NO_ENVIRONMENT, ALL).services().proxy().orElseThrow();

        assertThat(proxy.timeouts().parked()).isEqualTo(Duration.ofHours(1));
        assertThat(proxy.timeouts().drain())
                .isEqualTo(new Timeouts.Drain(Duration.ofSeconds(5), Duration.ofSeconds(45)));
        assertThat(proxy.limits().connections()).isEqualTo(new Limits.Connections(50, 60, 7, 8));
    }

    @Test
    void limitsAndTimeoutsThatAreNoneAreReportedWithKeyAndLine() throws IOException {
        Path file = file(WHOLE.replace("decision: 750ms", "login: 0s\n    parked: soon")
                .replace("statement: 64KiB", "unauthenticated: 0\n    sessionsPerAddress: -1\n    session: 10"));

        assertThat(problems(file, ALL))
                .extracting(Problem::path, Problem::message)
                .containsExactlyInAnyOrder(
                        tuple("proxy.timeouts.login", "must be longer than nothing"),
                        tuple("proxy.timeouts.parked", "must be a length of time, such as 500ms, 10s, 5m, 8h or 7d"),
                        tuple("proxy.limits.unauthenticated", "must be a whole number above 0"),
                        tuple("proxy.limits.sessionsPerAddress", "must be a whole number above 0"),
                        tuple("proxy.limits.session", "is not a key here (did you mean sessions?)"));
        assertThat(problems(file, ALL)).extracting(Problem::line).doesNotHaveDuplicates();
    }

    @Test
    void aSecretWrittenOutIsRefusedWithoutBeingRepeated() throws IOException {
        Path file = file(WHOLE.replace("env:READER", "hunter2"));

        assertThatThrownBy(() -> ConfigFile.read(file, NO_ENVIRONMENT, ALL))
                .isInstanceOf(ConfigInvalid.class)
                .hasMessageContaining("line 16   proxy.databases.shop.catalogReader.password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void valuesComeFromTheEnvironmentOrTheirDefault() throws IOException {
        Path file = file(WHOLE.replace("port: 7432", "port: ${PORT}").replace("k1:9092", "${KAFKA:-k9:9092}"));

        PosternConfig config = ConfigFile.read(file, Map.of("PORT", "6543"), ALL);

        assertThat(config.services().proxy().orElseThrow().listener().port()).isEqualTo(6543);
        assertThat(config.kafka().properties()).containsEntry("bootstrap.servers", "k9:9092");
    }

    @Test
    void aVariableThatIsNotSetIsAProblemOfItsLine() throws IOException {
        Path file = file(WHOLE.replace("port: 7432", "port: ${PORT}"));

        assertThat(problems(file, ALL))
                .containsExactly(new Problem(7, "proxy.port", "environment variable PORT is not set"));
    }

    @Test
    void onlyTheSectionsOfTheServicesToStartAreNeeded() throws IOException {
        Path file = file("""
                kafka: {bootstrap.servers: k1}
                identity: {issuer: http://id}
                policy: {file: p.yaml, signingKey: env:KEY}
                """);

        PosternConfig config = ConfigFile.read(file, NO_ENVIRONMENT, Set.of(Part.POLICY));

        assertThat(config.services().policy()).isPresent();
        assertThat(config.services().proxy()).isEmpty();
        assertThat(problems(file, Set.of(Part.AUDIT))).containsExactly(new Problem(1, "audit", "is missing"));
    }

    @Test
    void aProxyAloneNeedsToKnowWhereApproversGo() throws IOException {
        Path file = file(WHOLE.replace(
                "approval:\n  publicUrl: https://approve.example.com\n  signingKey: env:APPROVAL_KEY\n", ""));

        assertThat(problems(file, Set.of(Part.PROXY)))
                .containsExactly(new Problem(
                        7, "proxy.approvalsUrl", "is missing; only a file with an approval section may leave it out"));
    }

    @Test
    void kafkaMayRunInThisProcess() throws IOException {
        Path plain = file(WHOLE.replace("kafka:\n  bootstrap.servers: k1:9092", "kafka: embedded"));
        PosternConfig config = ConfigFile.read(plain, NO_ENVIRONMENT, ALL);
        assertThat(config.embeddedKafka()).contains(new EmbeddedKafkaSettings(9192, directory.resolve("kafka")));
        assertThat(config.kafka().properties()).containsEntry("bootstrap.servers", "127.0.0.1:9192");

        Path detailed = file(
                WHOLE.replace("bootstrap.servers: k1:9092", "embedded: {port: 9999, directory: /var/lib/postern}"));
        assertThat(ConfigFile.read(detailed, NO_ENVIRONMENT, ALL).embeddedKafka())
                .contains(new EmbeddedKafkaSettings(9999, Path.of("/var/lib/postern")));
    }

    @Test
    void whatTheServicesThemselvesRefuseIsReportedForTheirSection() throws IOException {
        Path file = file(WHOLE.replace("https://approve.example.com", "https://approve.example.com/path"));

        assertThat(problems(file, ALL))
                .containsExactly(new Problem(
                        27, "approval", "http.publicUrl: must be like https://approvals.example.com, without a path"));
    }

    @Test
    void aShareOfTheStatementsIsAboveNoneAndAtMostAll() throws IOException {
        for (String ratio : List.of("0", "1.1", "-1", "NaN", "many")) {
            assertThat(problems(file(WHOLE.replace("0.25", ratio)), ALL))
                    .containsExactly(new Problem(22, "proxy.tracing.ratio", "must be a number above 0 and up to 1"));
        }
    }

    @Test
    void aKeyThatIsThereTwiceIsAProblem() throws IOException {
        assertThat(problems(file("name: a\nname: b\n" + WHOLE.replace("name: gate-7\n", "")), ALL))
                .containsExactly(new Problem(2, "name", "is there twice, first on line 1"));
    }

    @Test
    void brokenYamlAndMissingFilesAreSaidPlainly() throws IOException {
        assertThat(problems(file("kafka: [\nidentity: x: y\n"), ALL))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.message()).startsWith("is not YAML: ");
                });
        Path nowhere = directory.resolve("nowhere.yaml");
        assertThat(problems(nowhere, ALL)).containsExactly(new Problem(0, "", "there is no such file: " + nowhere));
        assertThat(problems(file("- a\n"), Set.of()))
                .contains(new Problem(1, "", "must be a mapping of keys to values"));
        assertThat(problems(file(""), Set.of())).extracting(Problem::path).containsExactly("kafka", "identity");
    }

    private static List<Problem> problems(Path file, Set<Part> required) {
        return catchThrowableOfType(ConfigInvalid.class, () -> ConfigFile.read(file, NO_ENVIRONMENT, required))
                .problems();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("postern.yaml"), text);
    }
}
