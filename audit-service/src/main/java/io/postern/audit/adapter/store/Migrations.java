package io.postern.audit.adapter.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date: the numbered scripts that a database has not seen, in order, in one transaction, one
 * process at a time. A script that was applied is never changed afterwards; its digest is kept to prove it.
 */
final class Migrations {

    /** Numbered from 1. */
    static final List<String> SCRIPTS = List.of("0001-facts.sql", "0002-read-models.sql");

    /** Any number, the same in every version of this service. */
    private static final long LOCK = 0x706f_7374_6175_6469L;

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /**
     * @throws IllegalStateException where the database was made by a newer version, or by scripts other than ours
     */
    static void apply(Connection connection) throws SQLException {
        if (isCurrent(connection)) {
            return;
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            migrate(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static boolean isCurrent(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT to_regclass('postern_audit.migrations') IS NOT NULL")) {
                found.next();
                if (!found.getBoolean(1)) {
                    return false;
                }
            }
            return applied(statement).size() == SCRIPTS.size();
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute("CREATE SCHEMA IF NOT EXISTS postern_audit");
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS postern_audit.migrations (
                      number     integer     NOT NULL CONSTRAINT migrations_pkey PRIMARY KEY,
                      name       text        NOT NULL,
                      sha256     text        NOT NULL,
                      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                    )""");
            statement.execute(
                    "COMMENT ON SCHEMA postern_audit IS 'The session log of Postern, stored for search and replay.'");
            statement.execute("COMMENT ON TABLE postern_audit.migrations IS 'The scripts that made this schema.'");
            int known = applied(statement).size();
            for (int number = known + 1; number <= SCRIPTS.size(); number++) {
                String name = SCRIPTS.get(number - 1);
                String script = read(name);
                statement.execute(script);
                record(connection, number, name, digest(script));
                LOG.atInfo().addKeyValue("script", name).log("store migrated");
            }
        }
    }

    /** Name and digest of what was applied, by number, after a check against our own scripts. */
    private static SortedMap<Integer, String> applied(Statement statement) throws SQLException {
        SortedMap<Integer, String> applied = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT number, name, sha256 FROM postern_audit.migrations")) {
            while (rows.next()) {
                int number = rows.getInt(1);
                String name = rows.getString(2);
                if (number > SCRIPTS.size()) {
                    throw new IllegalStateException("store: schema postern_audit was made by a newer version: script "
                            + name + " is not known here");
                }
                String ours = SCRIPTS.get(number - 1);
                if (!name.equals(ours) || !rows.getString(3).equals(digest(read(ours)))) {
                    throw new IllegalStateException("store: schema postern_audit was made by another script " + name
                            + " than the one of this version");
                }
                applied.put(number, name);
            }
        }
        return applied;
    }

    private static void record(Connection connection, int number, String name, String sha256) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO postern_audit.migrations (number, name, sha256) VALUES (?, ?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, name);
            insert.setString(3, sha256);
            insert.executeUpdate();
        }
    }

    private static String digest(String script) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (@Nullable InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }
}
