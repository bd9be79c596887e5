package io.postern.deploy.e2e;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/** The market behind a gate on one major version of PostgreSQL. Thread-safe. */
final class MarketPlace implements AutoCloseable {

    private final int major;
    private final Market market;
    private final Gate gate;
    private final Map<Market.Identity, CanaryPatterns> canaries = new EnumMap<>(Market.Identity.class);
    private final Collection<MarketClient> clients = new ConcurrentLinkedQueue<>();
    private final Collection<Connection> oracles = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Stall> stalls = ThreadLocal.withInitial(Stall::new);

    MarketPlace(int major, Market market, Gate gate) {
        this.major = major;
        this.market = market;
        this.gate = gate;
        for (Market.Identity identity : Market.Identity.values()) {
            canaries.put(identity, MarketCanaries.of(identity));
        }
    }

    int major() {
        return major;
    }

    Gate gate() {
        return gate;
    }

    Market market() {
        return market;
    }

    CanaryPatterns canaries(Market.Identity identity) {
        CanaryPatterns patterns = canaries.get(identity);
        if (patterns == null) {
            throw new IllegalStateException("all identities have patterns");
        }
        return patterns;
    }

    /** The calling thread's sessions. */
    Stall here() {
        return stalls.get();
    }

    /** One thread's sessions, one of each kind. */
    final class Stall {
        private final Map<Market.Identity, MarketClient> guarded = new EnumMap<>(Market.Identity.class);
        private final Map<Market.Identity, MarketClient> copies = new EnumMap<>(Market.Identity.class);
        private @Nullable MarketClient unguarded;
        private @Nullable Connection oracle;

        MarketClient guarded(Market.Identity identity) {
            return guarded.computeIfAbsent(
                    identity,
                    unused -> kept(MarketClient.through(gate, market, identity, "visitor-of-" + identity.group())));
        }

        /** In the copy that was made by hand for the identity. */
        MarketClient copy(Market.Identity identity) {
            return copies.computeIfAbsent(
                    identity, unused -> kept(MarketClient.ofCopy(gate.postgres(), market, identity)));
        }

        /** As the superuser, without a gate. */
        MarketClient unguarded() {
            if (unguarded == null) {
                unguarded = kept(MarketClient.unguarded(gate.postgres(), market));
            }
            return unguarded;
        }

        String state() throws SQLException {
            if (oracle == null) {
                oracle = Market.oracle(gate.postgres());
                oracles.add(oracle);
            }
            return Market.state(oracle);
        }
    }

    private MarketClient kept(MarketClient made) {
        clients.add(made);
        return made;
    }

    @Override
    public void close() throws IOException, SQLException {
        for (MarketClient client : clients) {
            client.close();
        }
        for (Connection connection : oracles) {
            connection.close();
        }
    }
}
