package io.postern.proxy.adapter.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.config.DatabaseTarget;

/** One read of one database's catalog, in one read-only transaction. Blocking. */
final class CatalogReader {

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind::text,
                   (SELECT array_agg(i.inhparent ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') AND n.nspname !~ '^pg_(toast|temp)'
             ORDER BY c.oid""";

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod)
              FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
             WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
             ORDER BY a.attrelid, a.attnum""";

    private static final String FUNCTIONS = """
            SELECT p.oid, n.nspname, p.proname
              FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
             ORDER BY p.oid""";

    private CatalogReader() {}

    static DatabaseCatalog read(DatabaseTarget target) throws SQLException {
        Properties properties = CatalogLogin.properties(target);
        String url = "jdbc:postgresql://" + CatalogLogin.address(target.server()) + "/"
                + URLEncoder.encode(target.server().database(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            DatabaseCatalog catalog = new DatabaseCatalog(
                    target.name(), serverVersion(connection), relations(connection), functions(connection));
            connection.commit();
            return catalog;
        }
    }

    private static int serverVersion(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SHOW server_version_num");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return Integer.parseInt(rows.getString(1));
        }
    }

    private static List<DatabaseCatalog.Relation> relations(Connection connection) throws SQLException {
        Map<Long, List<DatabaseCatalog.Column>> columns = columns(connection);
        List<DatabaseCatalog.Relation> relations = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                relations.add(new DatabaseCatalog.Relation(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4).charAt(0),
                        columns.getOrDefault(rows.getLong(1), List.of()),
                        parents(rows)));
            }
        }
        return relations;
    }

    private static List<Long> parents(ResultSet rows) throws SQLException {
        Array array = rows.getArray(5);
        List<Long> parents = new ArrayList<>();
        if (array != null) {
            for (Object parent : (Object[]) array.getArray()) {
                parents.add(((Number) parent).longValue());
            }
        }
        return parents;
    }

    private static Map<Long, List<DatabaseCatalog.Column>> columns(Connection connection) throws SQLException {
        Map<Long, List<DatabaseCatalog.Column>> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getLong(1), relation -> new ArrayList<>())
                        .add(new DatabaseCatalog.Column(
                                rows.getInt(2), rows.getString(3), rows.getLong(4), rows.getString(5)));
            }
        }
        return columns;
    }

    private static List<DatabaseCatalog.Function> functions(Connection connection) throws SQLException {
        List<DatabaseCatalog.Function> functions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FUNCTIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                functions.add(new DatabaseCatalog.Function(rows.getLong(1), rows.getString(2), rows.getString(3)));
            }
        }
        return functions;
    }
}
