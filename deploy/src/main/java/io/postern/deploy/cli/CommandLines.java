package io.postern.deploy.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.postern.deploy.config.ConfigInvalid;
import io.postern.deploy.config.Part;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Puts the commands together. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class CommandLines {

    private CommandLines() {}

    public static CommandLine create(Terminal terminal) {
        CommandLine postern = new CommandLine(new RootCommand());
        postern.addSubcommand(new DemoCommand(terminal));
        postern.addSubcommand(new RunCommand(terminal));
        for (Part part : Part.values()) {
            postern.addSubcommand(part.key(), service(terminal, part));
        }
        postern.addSubcommand(new KeysCommand(terminal));
        postern.addSubcommand(new TokenCommand(terminal));
        postern.addSubcommand(new ApprovalsCommand(terminal));
        postern.addSubcommand(new SessionsCommand(terminal));
        postern.addSubcommand(new ReplayCommand(terminal));
        postern.addSubcommand(new TailCommand(terminal));
        postern.setOut(writer(terminal.out()));
        postern.setErr(writer(terminal.err()));
        postern.setExecutionExceptionHandler((failure, command, parsed) -> failed(terminal, failure));
        return postern;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static CommandLine service(Terminal terminal, Part part) {
        CommandLine service = new CommandLine(new ServiceCommand(terminal, part));
        service.getCommandSpec().usageMessage().description(ServiceCommand.description(part));
        if (part == Part.POLICY) {
            service.addSubcommand(new PolicyCheckCommand(terminal));
        }
        return service;
    }

    private static int failed(Terminal terminal, Exception failure) {
        if (failure instanceof CommandFailed || failure instanceof ConfigInvalid) {
            terminal.err().println("postern: " + failure.getMessage());
        } else {
            terminal.err().println("postern: this should not happen:");
            failure.printStackTrace(terminal.err());
        }
        return ExitCode.SOFTWARE;
    }
}
