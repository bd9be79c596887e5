package io.postern.proxy.config;

import java.time.Duration;

/**
 * How long a session waits before it gives up.
 *
 * @param login from the connection to the end of authentication, TLS handshake included, however slowly bytes trickle in
 * @param decision for an answer of the policy service
 * @param append for the log's acknowledgement
 * @param upstreamConnect for the database to accept and authenticate
 * @param idle without a byte from the client, outside a parked statement
 * @param parked for a person; a shorter time of the policy's counts
 * @param drain for what runs when the proxy is told to stop
 */
public record Timeouts(
        Duration login,
        Duration decision,
        Duration append,
        Duration upstreamConnect,
        Duration idle,
        Duration parked,
        Drain drain) {

    /**
     * Stopping without breaking what runs.
     *
     * @param delay between saying that this proxy is not ready any more and turning connections away, for load balancers
     *     to take notice; may be zero
     * @param limit after it, for statements and transactions to end
     */
    public record Drain(Duration delay, Duration limit) {

        public Drain {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("timeouts.drainDelay: must not be negative");
            }
            positive("drain", limit);
        }
    }

    public Timeouts {
        positive("login", login);
        positive("decision", decision);
        positive("append", append);
        positive("upstreamConnect", upstreamConnect);
        positive("idle", idle);
        positive("parked", parked);
    }

    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofHours(8),
                Duration.ofHours(8),
                new Drain(Duration.ZERO, Duration.ofSeconds(30)));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("timeouts." + name + ": must be positive");
        }
    }
}
