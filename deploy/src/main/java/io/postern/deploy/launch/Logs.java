package io.postern.deploy.launch;

import java.nio.file.Path;

/** Where this process logs to. Takes effect only if called before anything has logged. */
public final class Logs {

    private Logs() {}

    /** Everything of note to a file that rolls over by size, warnings of importance to the console. */
    public static void toFile(Path file) {
        System.setProperty("postern.log.file", file.toString());
        System.setProperty("logback.configurationFile", "io/postern/deploy/launch/logback-file.xml");
    }

    /** One line per message on standard error. */
    public static void toConsole() {
        System.setProperty("logback.configurationFile", "io/postern/deploy/launch/logback-console.xml");
    }
}
