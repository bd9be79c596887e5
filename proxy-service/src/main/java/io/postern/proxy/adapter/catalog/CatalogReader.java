package io.postern.proxy.adapter.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.catalog.Reach;
import io.postern.proxy.config.DatabaseTarget;

/** One read of one database's catalog, in one read-only transaction. Blocking. */
final class CatalogReader {

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
            Queries queries = new Queries(connection);
            queries.execute(CatalogSql.SETTINGS);
            int version = Integer.parseInt(queries.list("SHOW server_version_num", row -> row.getString(1))
                    .get(0));
            Reach types = RoutinesReader.typeReach(queries);
            DatabaseCatalog catalog = new DatabaseCatalog(
                    target.name(), version, RelationsReader.read(queries, types), RoutinesReader.read(queries, types));
            connection.commit();
            return catalog;
        }
    }
}
