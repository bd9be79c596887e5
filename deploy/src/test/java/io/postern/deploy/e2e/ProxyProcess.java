package io.postern.deploy.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.postern.deploy.demo.DemoCertificate;
import io.postern.deploy.demo.DemoShop;

/** A further proxy of a gate, in a process of its own: "postern proxy", with settings of its own. */
final class ProxyProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final OtherProcess process;
    private final int port;
    private final AdminPage admin;

    private ProxyProcess(OtherProcess process, int port, int adminPort) {
        this.process = process;
        this.port = port;
        admin = new AdminPage(URI.create("http://127.0.0.1:" + adminPort));
    }

    /**
     * @param databasePort where the proxy finds PostgreSQL
     * @param database in place of the shop
     * @param yaml more of the proxy section, not indented
     * @param options more of Java's
     */
    record Settings(int databasePort, Optional<OwnedDatabase> database, String yaml, List<String> options) {

        static Settings of(Gate gate, String yaml) {
            return new Settings(gate.postgres().port(), Optional.empty(), yaml, List.of());
        }

        Settings withDatabasePort(int other) {
            return new Settings(other, database, yaml, options);
        }

        Settings withDatabase(OwnedDatabase only) {
            return new Settings(databasePort, Optional.of(only), yaml, options);
        }

        Settings withOptions(String... more) {
            return new Settings(databasePort, database, yaml, List.of(more));
        }
    }

    /** Returns when clients can connect. */
    static ProxyProcess start(Gate gate, Settings settings) throws IOException {
        int port = freePort();
        int adminPort = freePort();
        OtherProcess process = OtherProcess.service(
                "proxy",
                writeConfig(gate, settings, port, adminPort),
                settings.options().toArray(String[]::new));
        await().atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the proxy has ended:\n" + process.output());
            }
            return process.output().contains("ready");
        });
        return new ProxyProcess(process, port, adminPort);
    }

    private static Path writeConfig(Gate gate, Settings settings, int port, int adminPort) throws IOException {
        DemoCertificate certificate = new DemoCertificate(gate.directory());
        return Files.writeString(
                gate.directory().resolve("proxy-" + port + ".yaml"),
                """
                name: e2e-%1$d
                kafka:
                  bootstrap.servers: %2$s
                identity:
                  issuer: %3$s
                  development: true
                proxy:
                  host: 127.0.0.1
                  port: %1$d
                  tls:
                    certificate: %4$s
                    key: %5$s
                  trust:
                    policyKeys: policy.public.jwks
                    approvalKeys: approval.public.jwks
                  approvalsUrl: %6$s
                  admin:
                    port: %10$d
                  databases:
                    %7$s:
                      host: %8$s
                      port: %9$d
                      tls: disable
                      roles: {%11$s}
                      catalogReader:
                        role: postern_catalog
                        password: file:catalog
                """.formatted(
                                port,
                                gate.kafka().bootstrapServers(),
                                gate.issuer().issuer(),
                                certificate.chain(),
                                certificate.key(),
                                gate.approvalsUrl(),
                                settings.database().map(OwnedDatabase::name).orElse(DemoShop.SHOP),
                                gate.postgres().host(),
                                settings.databasePort(),
                                adminPort,
                                settings.database()
                                        .map(owned -> owned.role() + ": 'file:" + owned.role() + "'")
                                        .orElse("shop_agent: 'file:agent', shop_analyst: 'file:analyst'"))
                        + settings.yaml().indent(2));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    AdminPage admin() {
        return admin;
    }

    OtherProcess process() {
        return process;
    }

    /** A full collection, so that what nobody holds is gone. */
    void collectGarbage() throws IOException, InterruptedException {
        try (OtherProcess jcmd = OtherProcess.start(
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run"))) {
            String said = jcmd.finish();
            if (!said.contains("Command executed successfully")) {
                throw new IllegalStateException("no garbage collection: " + said);
            }
        }
    }

    RawClient loggedIn(Gate gate, String subject, String group) throws IOException {
        RawClient client = new RawClient(port);
        client.logIn(gate, subject, group, 0);
        return client;
    }

    @Override
    public void close() {
        process.close();
    }
}
