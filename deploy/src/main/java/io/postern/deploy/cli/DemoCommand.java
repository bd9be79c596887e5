package io.postern.deploy.cli;

import java.time.Instant;
import java.util.List;

import io.postern.deploy.demo.Demo;
import io.postern.deploy.demo.DemoPorts;
import io.postern.deploy.launch.ProcessStart;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Everything on this machine: Kafka, PostgreSQL with a sample shop, an identity issuer, the four services.",
            "Needs nothing else, listens on 127.0.0.1 only, keeps its data in .postern/demo (POSTERN_HOME moves it)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
final class DemoCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "PORT", description = "For database clients.")
    private int wire = DemoPorts.WIRE;

    @Option(names = "--approvals-port", paramLabel = "PORT", description = "Of the approval page.")
    private int approvals = DemoPorts.APPROVALS;

    @Option(names = "--audit-port", paramLabel = "PORT", description = "Of the audit page.")
    private int audit = DemoPorts.AUDIT;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "Of the proxy's health and metrics.")
    private int admin = DemoPorts.ADMIN;

    @Option(names = "--issuer-port", paramLabel = "PORT", description = "Of the identity issuer.")
    private int issuer = DemoPorts.ISSUER;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Of Kafka.")
    private int kafka = DemoPorts.KAFKA;

    @Option(names = "--postgres-port", paramLabel = "PORT", description = "Of PostgreSQL itself.")
    private int postgres = DemoPorts.POSTGRES;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        for (int port : List.of(wire, approvals, audit, admin, issuer, kafka, postgres)) {
            if (port < 1 || port > 65_535) {
                throw new ParameterException(spec.commandLine(), "a port is a number from 1 to 65535, not " + port);
            }
        }
        DemoPorts ports = new DemoPorts(wire, approvals, audit, admin, issuer, kafka, postgres);
        if (!ports.clashes().isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", ports.clashes()));
        }
        Instant began = ProcessStart.instant();
        new Demo(terminal, ports, began).run();
    }
}
