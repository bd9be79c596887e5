package io.postern.deploy.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param out what was asked for
 * @param err everything else
 */
public record Terminal(PrintStream out, PrintStream err, Map<String, String> environment) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** The directory of this checkout's own data; the launcher names it. */
    public Path home() {
        return Path.of(environment.getOrDefault("POSTERN_HOME", ".postern")).toAbsolutePath();
    }

    /** How the user calls this program. */
    public String command() {
        return environment.getOrDefault("POSTERN_COMMAND", "./postern");
    }

    /** Of everything the demo keeps. */
    public Path demoDirectory() {
        return home().resolve("demo");
    }
}
