package io.postern.deploy;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.postern.deploy.cli.CommandLines;
import io.postern.deploy.terminal.Terminal;

/** The entry point of the {@code postern} launcher. */
public final class Postern {

    private Postern() {}

    public static void main(String[] arguments) {
        Terminal terminal = new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), System.getenv());
        int exitCode = CommandLines.create(terminal).execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(exitCode);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
