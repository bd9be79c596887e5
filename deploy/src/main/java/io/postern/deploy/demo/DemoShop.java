package io.postern.deploy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The demo's databases: the sample shop and an empty one for the audit store, with a role of least privilege for each
 * use. Safe to run again: rows that are there stay as they are, rights and passwords are set anew.
 */
public final class DemoShop {

    public static final String SHOP = "shop";
    public static final String AUDIT = "postern_audit";
    public static final String AGENT_ROLE = "shop_agent";
    public static final String ANALYST_ROLE = "shop_analyst";
    public static final String CATALOG_ROLE = "postern_catalog";
    public static final String AUDIT_ROLE = "postern_audit";

    private final String superuserUrl;

    /** What a run found. */
    public enum Found {
        NOTHING,
        SHOP
    }

    private DemoShop(String superuserUrl) {
        this.superuserUrl = superuserUrl;
    }

    /**
     * @param superuserUrl JDBC address with the user and password of a superuser; its database is left alone
     */
    public static Found create(String superuserUrl, DemoPasswords passwords) throws SQLException {
        return new DemoShop(superuserUrl).create(passwords);
    }

    private Found create(DemoPasswords passwords) throws SQLException {
        try (Connection server = connect("postgres")) {
            role(server, AGENT_ROLE, passwords.agent());
            role(server, ANALYST_ROLE, passwords.analyst());
            for (String role : List.of(AGENT_ROLE, ANALYST_ROLE)) {
                // What PostgreSQL analyses for the proxy stays out of its own log.
                execute(server, "ALTER ROLE " + role + " SET log_min_messages = fatal");
            }
            role(server, CATALOG_ROLE, passwords.catalogReader());
            role(server, AUDIT_ROLE, passwords.audit());
            database(server, SHOP, "CREATE DATABASE shop ENCODING 'UTF8' TEMPLATE template0");
            database(
                    server,
                    AUDIT,
                    "CREATE DATABASE postern_audit OWNER postern_audit ENCODING 'UTF8' TEMPLATE template0");
            execute(server, "REVOKE ALL ON DATABASE postgres, template1, postern_audit FROM PUBLIC");
        }
        try (Connection shop = connect(SHOP)) {
            shop.setAutoCommit(false);
            Found found = exists(shop, "SELECT FROM pg_class WHERE oid = to_regclass('public.customers')")
                    ? Found.SHOP
                    : Found.NOTHING;
            if (found == Found.NOTHING) {
                execute(shop, script("shop.sql"));
            }
            execute(shop, script("shop-grants.sql"));
            shop.commit();
            return found;
        }
    }

    private Connection connect(String database) throws SQLException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(superuserUrl);
        server.setDatabaseName(database);
        server.setApplicationName("postern demo");
        return server.getConnection();
    }

    /** The password goes over as a SCRAM verifier that the driver makes, so no log of the server can hold it. */
    private static void role(Connection server, String name, String password) throws SQLException {
        if (!exists(server, "SELECT FROM pg_roles WHERE rolname = '" + name + "'")) {
            execute(
                    server,
                    "CREATE ROLE " + name + " LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION");
        }
        server.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
    }

    private static void database(Connection server, String name, String create) throws SQLException {
        if (!exists(server, "SELECT FROM pg_database WHERE datname = '" + name + "'")) {
            execute(server, create);
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(String name) {
        try (InputStream in = DemoShop.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
