package io.postern.pgsql.oracle;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.awaitility.Awaitility;

import io.postern.testkit.PostgresFixture;

/** A syntax oracle of each major, for the fixtures given. */
public final class Servers {

    private static final String ROLE = "syntax";

    private Servers() {}

    /** Lets a role in without a password, which the oracle then is. */
    public static SyntaxOracle oracle(PostgresFixture postgres) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN");
            ResultSet setting = statement.executeQuery("SHOW hba_file");
            setting.next();
            String file = setting.getString(1).replace("'", "''");
            statement.execute("COPY (VALUES ('host all " + ROLE
                    + " all trust'), ('host all all all scram-sha-256')) TO '" + file + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
        InetSocketAddress server = new InetSocketAddress(postgres.host(), postgres.port());
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> new SyntaxOracle(server, ROLE), opened -> true);
    }

    public static Map<Integer, SyntaxOracle> oracles(Map<Integer, PostgresFixture> servers) throws SQLException {
        Map<Integer, SyntaxOracle> oracles = new LinkedHashMap<>();
        for (Map.Entry<Integer, PostgresFixture> server : servers.entrySet()) {
            oracles.put(server.getKey(), oracle(server.getValue()));
        }
        return oracles;
    }
}
