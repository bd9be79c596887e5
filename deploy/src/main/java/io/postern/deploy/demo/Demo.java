package io.postern.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.postern.deploy.config.ConfigFile;
import io.postern.deploy.config.Part;
import io.postern.deploy.config.PosternConfig;
import io.postern.deploy.launch.Logs;
import io.postern.deploy.launch.Progress;
import io.postern.deploy.launch.Services;
import io.postern.deploy.launch.StartFailed;
import io.postern.deploy.launch.Startup;
import io.postern.deploy.launch.StopSignal;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;
import io.postern.embedded.DevIssuer;
import io.postern.embedded.DevUser;
import io.postern.embedded.EmbeddedDatabase;
import io.postern.embedded.EmbeddedKafka;
import io.postern.embedded.PortInUse;
import io.postern.policy.PolicyService;
import io.postern.schemas.KafkaConnection;
import io.postern.schemas.TopicAdmin;

/** Everything on this machine, in this process, until a signal. */
public final class Demo {

    private static final Duration TOPICS_LIMIT = Duration.ofSeconds(30);
    private static final List<DevUser> USERS = List.of(
            new DevUser("demo-approver", "Approver", Set.of("approvers")),
            new DevUser("demo-auditor", "Auditor", Set.of("auditors")));

    private final Terminal terminal;
    private final DemoPorts ports;
    private final Instant began;
    private final Progress progress;

    /** @param began when the command was given */
    public Demo(Terminal terminal, DemoPorts ports, Instant began) {
        this.terminal = terminal;
        this.ports = ports;
        this.began = began;
        this.progress = new Progress(terminal.out());
    }

    /**
     * Returns when everything has stopped.
     *
     * @throws CommandFailed where something does not start; what did is stopped
     */
    public void run() {
        DemoDirectory directory = DemoDirectory.open(terminal.demoDirectory());
        try (directory) {
            requireFreePorts(directory);
            Logs.toFile(directory.log());
            run(directory);
        } catch (IOException e) {
            throw new CommandFailed("cannot use " + directory.root() + ": " + e.getMessage(), e);
        }
    }

    private void requireFreePorts(DemoDirectory directory) {
        List<DemoPorts.Taken> taken = new ArrayList<>(ports.taken());
        if (directory.hasServerLeftBehind()) {
            // The port may be held by our own PostgreSQL, after a demo that was killed; starting stops it first.
            taken.removeIf(port -> port.port() == ports.postgres());
        }
        if (taken.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder(
                taken.size() == 1 ? "a port is in use by another program:" : "ports are in use by other programs:");
        for (DemoPorts.Taken port : taken) {
            message.append(String.format(
                    Locale.ROOT,
                    "%n  %-5d  %-16s  choose another with %s PORT",
                    port.port(),
                    port.use(),
                    port.option()));
        }
        throw new CommandFailed(message.toString());
    }

    private void run(DemoDirectory directory) throws IOException {
        boolean again = Files.exists(directory.config());
        progress.say("Starting the demo, " + (again ? "with the data of last time" : "for the first time") + ": "
                + directory.root());
        Startup startup = new Startup(progress);
        Optional<ClassArchive> archive = ClassArchive.wanted();
        StopSignal signal = StopSignal.install(() -> {
            progress.say("\nStopping");
            archive.ifPresent(ClassArchive::close);
            startup.close();
            progress.say("Everything has stopped; the data stays in " + directory.root());
        });
        try {
            declare(startup, directory);
            startup.await();
            DemoGuide.print(terminal, ports, directory.policy(), Duration.between(began, Instant.now()));
            archive.ifPresent(ClassArchive::make);
            signal.await();
        } catch (StartFailed e) {
            if (signal.isStopping()) {
                signal.stopAfterFailure();
                return;
            }
            terminal.err().println("\npostern: the demo does not start: " + e.getMessage() + otherPort(e));
            signal.stopAfterFailure();
            throw new CommandFailed("the log has more: " + directory.log(), e);
        } catch (IllegalStateException e) {
            // A signal came while parts were still being declared.
            signal.stopAfterFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signal.stopAfterFailure();
        }
    }

    private String otherPort(StartFailed failure) {
        return failure.getCause() instanceof PortInUse inUse
                ? ports.option(inUse.port())
                        .map("; choose another with %s PORT"::formatted)
                        .orElse("")
                : "";
    }

    /** In the order in which nothing stops before what needs it. */
    private void declare(Startup startup, DemoDirectory directory) throws IOException {
        if (!Files.exists(directory.policy())) {
            Files.writeString(directory.policy(), PolicyService.samplePolicy());
        }
        DemoConfig.write(directory, ports);
        DemoPasswords passwords = directory.passwords();
        directory.ensureSigningKeys();
        PosternConfig config = ConfigFile.read(directory.config(), terminal.environment(), EnumSet.allOf(Part.class));

        CompletableFuture<EmbeddedDatabase> postgres = startup.part(
                "postgres",
                "embedded, port " + ports.postgres(),
                () -> EmbeddedDatabase.start(directory.postgres(), ports.postgres(), directory.password("postgres")));
        CompletableFuture<?> kafka = startup.part(
                "kafka", "in this process, port " + ports.kafka(), () -> startKafka(directory, config.kafka()));
        CompletableFuture<?> issuer = startup.part(
                "issuer",
                "development OIDC, port " + ports.issuer(),
                () -> DevIssuer.start(directory.issuer(), ports.issuer(), USERS));
        CompletableFuture<?> certificate = startup.part(
                "certificate", "for TLS on localhost", () -> new DemoCertificate(directory.tls()).ensure());
        CompletableFuture<?> shop = startup.part(
                "shop", "sample data and roles", () -> createShop(postgres.join(), directory, passwords), postgres);
        Services.declare(
                startup, config, EnumSet.allOf(Part.class), Services.Stop.AT_ONCE, kafka, issuer, certificate, shop);
    }

    private EmbeddedKafka startKafka(DemoDirectory directory, KafkaConnection connection) {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.kafka(), ports.kafka());
        try {
            TopicAdmin.createMissing(connection, TOPICS_LIMIT);
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private static DemoShop.Found createShop(
            EmbeddedDatabase postgres, DemoDirectory directory, DemoPasswords passwords) throws SQLException {
        return DemoShop.create(
                postgres.jdbcUrl("postgres") + "?user=" + postgres.superuser() + "&password="
                        + directory.password("postgres"),
                passwords);
    }
}
