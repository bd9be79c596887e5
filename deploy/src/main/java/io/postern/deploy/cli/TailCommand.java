package io.postern.deploy.cli;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.deploy.tail.LogTail;
import io.postern.deploy.tail.LogTail.Format;
import io.postern.deploy.tail.LogTail.From;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tail",
        description = "The audit log, decoded, as it grows. Ends with Ctrl-C.",
        mixinStandardHelpOptions = true)
final class TailCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ConfigChoice config = new ConfigChoice();

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Only this session; the beginning of its id is enough.")
    private @Nullable String session;

    @Option(names = "--from-beginning", description = "Everything that is on the log, then what comes.")
    private boolean fromBeginning;

    @Option(names = "--json", description = "Whole events, one JSON object per line.")
    private boolean json;

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        new LogTail(
                        config.read(terminal).kafka(),
                        Optional.ofNullable(session),
                        json ? Format.JSON : Format.LINE,
                        terminal.out())
                .follow(fromBeginning ? From.BEGINNING : From.NOW);
    }
}
