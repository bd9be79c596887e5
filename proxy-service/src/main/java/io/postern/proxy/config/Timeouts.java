package io.postern.proxy.config;

import java.time.Duration;

/**
 * How long a session waits before it gives up.
 *
 * @param login from the first byte to the end of authentication
 * @param decision for an answer of the policy service
 * @param append for the log's acknowledgement
 * @param upstreamConnect for the database to accept and authenticate
 * @param idle without a byte from the client, outside a parked statement
 */
public record Timeouts(Duration login, Duration decision, Duration append, Duration upstreamConnect, Duration idle) {

    public Timeouts {
        positive("login", login);
        positive("decision", decision);
        positive("append", append);
        positive("upstreamConnect", upstreamConnect);
        positive("idle", idle);
    }

    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofHours(8));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("timeouts." + name + ": must be positive");
        }
    }
}
