package io.postern.proxy.config;

/**
 * Bounds on what clients may ask for.
 *
 * @param maxSessions open connections, authenticated or not
 * @param maxMessageBytes one frontend message after authentication
 * @param maxStatementBytes one SQL text
 */
public record Limits(int maxSessions, int maxMessageBytes, int maxStatementBytes) {

    public Limits {
        positive("maxSessions", maxSessions);
        positive("maxMessageBytes", maxMessageBytes);
        positive("maxStatementBytes", maxStatementBytes);
    }

    public static Limits defaults() {
        return new Limits(1_000, 16 * 1024 * 1024, 1024 * 1024);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("limits." + name + ": must be positive");
        }
    }
}
