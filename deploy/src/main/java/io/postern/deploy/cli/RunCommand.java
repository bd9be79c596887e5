package io.postern.deploy.cli;

import java.nio.file.Path;
import java.util.EnumSet;

import io.postern.deploy.config.ConfigFile;
import io.postern.deploy.config.Part;
import io.postern.deploy.launch.ServiceRun;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "All four services in this process, with your Kafka and your PostgreSQL.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {

    private final Terminal terminal;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "Configuration file.")
    private Path file = Path.of("postern.yaml");

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        EnumSet<Part> all = EnumSet.allOf(Part.class);
        ServiceRun.untilStopped(terminal, ConfigFile.read(file, terminal.environment(), all), all);
    }
}
