package io.postern.deploy.cli;

import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.postern.deploy.config.ConfigFile;
import io.postern.deploy.config.Part;
import io.postern.deploy.launch.ServiceRun;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One service, in the foreground; the name of the command is that of its section in the configuration. */
@Command(mixinStandardHelpOptions = true)
final class ServiceCommand implements Runnable {

    private final Terminal terminal;
    private final Part part;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    // Not marked as required: a subcommand does without it.
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private @Nullable Path file;

    ServiceCommand(Terminal terminal, Part part) {
        this.terminal = terminal;
        this.part = part;
    }

    static String description(Part part) {
        return switch (part) {
            case PROXY -> "Only the gate itself.";
            case POLICY -> "Only the service that decides; or check a policy.";
            case APPROVAL -> "Only the service where people approve.";
            case AUDIT -> "Only the service that keeps, shows and replays sessions.";
        };
    }

    @Override
    public void run() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--config=FILE'");
        }
        Set<Part> wanted = Set.of(part);
        ServiceRun.untilStopped(terminal, ConfigFile.read(file, terminal.environment(), wanted), wanted);
    }
}
