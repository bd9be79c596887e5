package io.postern.deploy.cli;

import io.postern.deploy.terminal.Printable;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "A session as it happened: who, when, what, decision, approver, outcome.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ServiceAccess access = new ServiceAccess();

    @Parameters(paramLabel = "SESSION", description = "Its id, the beginning of it, or latest.")
    private String session = "";

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        SessionArchive archive = SessionArchive.open(access, terminal);
        terminal.out().print(Printable.block(archive.text(archive.whole(session))));
    }
}
