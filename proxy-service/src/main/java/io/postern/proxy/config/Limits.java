package io.postern.proxy.config;

/**
 * Bounds on what clients may ask for.
 *
 * @param connections how many there may be
 * @param maxMessageBytes one frontend message after authentication
 * @param maxStatementBytes one SQL text
 */
public record Limits(Connections connections, int maxMessageBytes, int maxStatementBytes) {

    /**
     * IPv6 addresses of one network (/64) count as one.
     *
     * @param unauthenticated connections that are not logged in; those beyond cost the oldest of the address that has most
     * @param sessions logged in, all together
     * @param perIdentity sessions of one subject of one issuer
     * @param perAddress sessions from one address; behind a load balancer that is its own
     */
    public record Connections(int unauthenticated, int sessions, int perIdentity, int perAddress) {

        public Connections {
            positive("unauthenticated", unauthenticated);
            positive("sessions", sessions);
            positive("sessionsPerIdentity", perIdentity);
            positive("sessionsPerAddress", perAddress);
        }
    }

    public Limits {
        positive("message", maxMessageBytes);
        positive("statement", maxStatementBytes);
    }

    public static Limits defaults() {
        return new Limits(new Connections(500, 1_000, 100, 500), 16 * 1024 * 1024, 1024 * 1024);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("limits." + name + ": must be positive");
        }
    }
}
