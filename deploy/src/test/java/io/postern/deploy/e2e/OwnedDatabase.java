package io.postern.deploy.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.postgresql.PGConnection;

import io.postern.testkit.PostgresFixture;

/**
 * A database that belongs to a role of least privilege: it may do everything in it, and nothing outside.
 *
 * @param name plain and in lower case, as is the role
 */
record OwnedDatabase(String name, String role) implements ServedDatabase {

    /** Of the role. */
    String password() {
        return password(role);
    }

    @Override
    public List<String> roles() {
        return List.of(role);
    }

    /** Makes the role where there is none, and the database anew and empty; whoever is connected to it is cut off. */
    @Override
    public void create(PostgresFixture postgres) throws SQLException {
        try (Connection server = postgres.connect("postgres");
                Statement statement = server.createStatement()) {
            try (var found = statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + role + "'")) {
                if (!found.next()) {
                    server.createStatement()
                            .execute("CREATE ROLE " + role
                                    + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS");
                }
            }
            server.unwrap(PGConnection.class).alterUserPassword(role, password().toCharArray(), "scram-sha-256");
            for (String command : List.of(
                    "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
                    "CREATE DATABASE " + name + " OWNER " + role + " ENCODING 'UTF8' TEMPLATE template0")) {
                statement.execute(command);
            }
        }
    }
}
