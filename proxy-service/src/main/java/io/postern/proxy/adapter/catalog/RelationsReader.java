package io.postern.proxy.adapter.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.catalog.Reach;

/** Relations, with what reading and writing them runs. Blocking. */
final class RelationsReader {

    private final Map<Long, List<DatabaseCatalog.Column>> columns;
    private final Map<Long, String> digests = new HashMap<>();
    private final Reach writes;

    private RelationsReader(Queries queries, Reach types) throws SQLException {
        columns = queries.grouped(CatalogSql.COLUMNS, RelationsReader::column);
        queries.each(CatalogSql.RELATION_DIGESTS, row -> digests.put(row.getLong(1), row.getString(2)));
        writes = writes(queries, types);
    }

    /** @param types from types to functions */
    static List<DatabaseCatalog.Relation> read(Queries queries, Reach types) throws SQLException {
        RelationsReader reader = new RelationsReader(queries, types);
        return queries.list(CatalogSql.RELATIONS, reader::relation);
    }

    private static DatabaseCatalog.Column column(ResultSet row) throws SQLException {
        return new DatabaseCatalog.Column(
                row.getInt(2), row.getString(3), row.getLong(4), row.getString(5), row.getBoolean(6));
    }

    private Reach writes(Queries queries, Reach types) throws SQLException {
        Reach reach = new Reach();
        queries.each(CatalogSql.RELATION_REACH, row -> reach.leads(row.getLong(1), row.getLong(2)));
        queries.each(
                CatalogSql.RELATION_USES,
                row -> reach.runs(
                        row.getLong(1), row.getBoolean(2) ? List.of(row.getLong(3)) : types.from(row.getLong(3))));
        columns.forEach((relation, all) -> all.forEach(column -> reach.runs(relation, types.from(column.typeOid()))));
        return reach;
    }

    private DatabaseCatalog.Relation relation(ResultSet row) throws SQLException {
        long oid = row.getLong(1);
        String definition = row.getString(6);
        Optional<DatabaseCatalog.View> view = definition == null
                ? Optional.empty()
                : Optional.of(new DatabaseCatalog.View(definition, row.getBoolean(7), row.getBoolean(8)));
        return new DatabaseCatalog.Relation(
                oid,
                row.getString(2),
                row.getString(3),
                row.getString(4).charAt(0),
                columns.getOrDefault(oid, List.of()),
                Queries.oids(row, 5),
                view,
                new DatabaseCatalog.Behaviour(
                        row.getBoolean(9), row.getBoolean(10), writes.from(oid), digests.getOrDefault(oid, "")));
    }
}
