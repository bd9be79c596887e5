package io.postern.deploy.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

import org.postgresql.PGConnection;

import io.postern.testkit.PostgresFixture;

/**
 * A database with one of each thing that SQL can be about, and for each identity a copy of it in which by hand, by rules written
 * anew, everything was overwritten or deleted that the policy keeps from the identity.
 */
final class Market implements ServedDatabase {

    private static final String NAME = "market";

    /** Who comes to the market. */
    enum Identity {
        /** Sees most columns masked, and open tickets only. */
        AGENTS("market_agent"),
        /** Sees cards and salaries masked. */
        ANALYSTS("market_analyst"),
        /** Sees nothing masked, but not the customers of one city. */
        CLERKS("market_clerk");

        private final String role;

        Identity(String role) {
            this.role = role;
        }

        String group() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String role() {
            return role;
        }

        /** The database as a client of this identity should see it. */
        String copy() {
            return NAME + "_of_" + group();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> roles() {
        return Arrays.stream(Identity.values()).map(Identity::role).toList();
    }

    String policy() {
        return resource("policy.yaml");
    }

    @Override
    public void create(PostgresFixture postgres) throws SQLException {
        try (Connection server = postgres.connect("postgres");
                Statement statement = server.createStatement()) {
            for (Identity identity : Identity.values()) {
                statement.execute("CREATE ROLE " + identity.role()
                        + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS");
                server.unwrap(PGConnection.class)
                        .alterUserPassword(
                                identity.role(), password(identity.role()).toCharArray(), "scram-sha-256");
            }
            statement.execute("CREATE DATABASE market ENCODING 'UTF8' TEMPLATE template0");
        }
        try (Connection market = postgres.connect(NAME);
                Statement statement = market.createStatement()) {
            statement.execute(resource("schema.sql"));
            MarketCanaries.plant(market);
            statement.execute(resource("odd-values.sql"));
            statement.execute("REFRESH MATERIALIZED VIEW customer_copy");
            statement.execute(resource("grants.sql"));
            statement.execute("VACUUM ANALYZE");
        }
        try (Connection server = postgres.connect("postgres");
                Statement statement = server.createStatement()) {
            for (Identity identity : Identity.values()) {
                statement.execute("CREATE DATABASE " + identity.copy() + " TEMPLATE market");
            }
        }
        for (Identity identity : Identity.values()) {
            try (Connection copy = postgres.connect(identity.copy());
                    Statement statement = copy.createStatement()) {
                statement.execute(resource("as-" + identity.group() + ".sql"));
            }
        }
    }

    /** As the superuser: the oracle. */
    static Connection oracle(PostgresFixture postgres) throws SQLException {
        return postgres.connect(NAME);
    }

    /** Everything that a statement could have changed, as one line. */
    static String state(Connection oracle) throws SQLException {
        try (PreparedStatement query = oracle.prepareStatement(resource("state.sql"));
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    static String resource(String name) {
        try (InputStream in = Market.class.getResourceAsStream("/market/" + name)) {
            if (in == null) {
                throw new IllegalStateException("/market/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
