package io.postern.deploy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.postern.deploy.config.ConfigFile;
import io.postern.deploy.config.PosternConfig;
import io.postern.deploy.terminal.CommandFailed;
import io.postern.deploy.terminal.Terminal;

import picocli.CommandLine.Option;

/** {@code --config}, or else the file that the demo writes. */
final class ConfigChoice {

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file. Default: the demo's.")
    private @Nullable Path file;

    PosternConfig read(Terminal terminal) {
        Path chosen = file == null ? terminal.demoDirectory().resolve("postern.yaml") : file;
        if (file == null && !Files.exists(chosen)) {
            throw new CommandFailed(
                    "there is no demo yet; start one with ./postern demo, or name a file with --config");
        }
        return ConfigFile.read(chosen, terminal.environment(), Set.of());
    }
}
