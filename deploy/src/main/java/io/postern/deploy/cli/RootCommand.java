package io.postern.deploy.cli;

import picocli.CommandLine.Command;

/** What {@code postern --help} shows. It does nothing by itself, so picocli asks for a command. */
@Command(
        name = "postern",
        description = "The guarded gate to PostgreSQL.",
        mixinStandardHelpOptions = true,
        version = "postern 0.1.0",
        footer = {
            "",
            "Start with: postern demo",
            "More about one command: postern COMMAND --help",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class RootCommand {}
