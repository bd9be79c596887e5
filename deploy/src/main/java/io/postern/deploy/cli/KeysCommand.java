package io.postern.deploy.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;
import io.postern.identity.signing.SigningKeyFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "A key pair for a service that signs its events: policy or approval. Needs no service.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class KeysCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the two files go.")
    private Path directory = Path.of("keys");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "What they are called: NAME.jwk, NAME.public.jwks.")
    private String name = "";

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        SigningKeyFiles files;
        try {
            files = SigningKeyFiles.in(directory, name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage(), e);
        }
        try {
            Files.createDirectories(directory);
            files.create();
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(e.getFile() + " is there already; nothing was made", e);
        } catch (IOException e) {
            throw new CommandFailed("cannot write to " + directory + ": " + e.getMessage(), e);
        }
        terminal.out().println(files.privateKey() + "   private: for the service alone, as signingKey");
        terminal.out().println(files.publicKeys() + "   public: for every proxy, under trust");
    }
}
