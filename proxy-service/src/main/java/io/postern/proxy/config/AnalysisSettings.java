package io.postern.proxy.config;

import java.time.Duration;

/**
 * How the databases are asked what they make of a statement, before it runs.
 *
 * @param connections of one role in one database, at most
 * @param queue of statements that wait for one of these connections
 * @param limit for one question, waiting included
 * @param idle after which a connection is closed
 * @param maxTreeBytes of what a server prints for one statement
 */
public record AnalysisSettings(int connections, int queue, Duration limit, Duration idle, int maxTreeBytes) {

    public AnalysisSettings {
        positive("connections", connections);
        positive("queue", queue);
        positive("tree", maxTreeBytes);
        positive("limit", limit);
        positive("idle", idle);
    }

    public static AnalysisSettings defaults() {
        return new AnalysisSettings(2, 200, Duration.ofSeconds(10), Duration.ofMinutes(1), 32 * 1024 * 1024);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("analysis." + name + ": must be positive");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("analysis." + name + ": must be positive");
        }
    }
}
