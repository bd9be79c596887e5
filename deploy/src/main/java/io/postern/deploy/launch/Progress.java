package io.postern.deploy.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line per part as it starts. Thread-safe. */
public final class Progress {

    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String line) {
        out.println(line);
    }

    void started(String name, String details, Duration took) {
        out.println(String.format(Locale.ROOT, "  %-14s %-48s %5.1f s", name, details, seconds(took)));
    }

    void stopped(String name, Duration took) {
        out.println(String.format(Locale.ROOT, "  %-14s %-48s %5.1f s", name, "stopped", seconds(took)));
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
