package io.postern.proxy.adapter.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.catalog.Reach;

/** Functions, operators, types and casts that are not PostgreSQL's own. Blocking. */
final class RoutinesReader {

    private RoutinesReader() {}

    /** @param types from types to functions */
    static DatabaseCatalog.Routines read(Queries queries, Reach types) throws SQLException {
        return new DatabaseCatalog.Routines(
                functions(queries),
                queries.list(CatalogSql.OPERATORS, RoutinesReader::operator),
                types(queries, types),
                queries.list(
                        CatalogSql.CASTS,
                        row -> new DatabaseCatalog.Cast(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    }

    private static List<DatabaseCatalog.Function> functions(Queries queries) throws SQLException {
        Map<Long, List<Named>> results = queries.grouped(
                CatalogSql.RESULT_COLUMNS, row -> new Named(row.getString(2), row.getLong(3), row.getString(4)));
        return queries.list(
                CatalogSql.FUNCTIONS,
                row -> function(row, Named.numbered(results.getOrDefault(row.getLong(1), List.of()))));
    }

    private static DatabaseCatalog.Function function(ResultSet row, List<DatabaseCatalog.Column> results)
            throws SQLException {
        return new DatabaseCatalog.Function(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4).charAt(0),
                new DatabaseCatalog.Signature(
                        row.getString(5), vector(row.getString(6)), row.getLong(7), row.getBoolean(8), results),
                row.getBoolean(9),
                row.getString(10));
    }

    /** An oidvector as text. */
    private static List<Long> vector(String oids) {
        return oids.isEmpty()
                ? List.of()
                : Arrays.stream(oids.split(" ", -1)).map(Long::valueOf).toList();
    }

    private static DatabaseCatalog.Operator operator(ResultSet row) throws SQLException {
        return new DatabaseCatalog.Operator(
                row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    private static List<DatabaseCatalog.DataType> types(Queries queries, Reach reach) throws SQLException {
        return queries.list(
                CatalogSql.TYPES,
                row -> new DatabaseCatalog.DataType(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4).charAt(0),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        reach.from(row.getLong(1)),
                        row.getString(8)));
    }

    /** From types, array and row types included, to functions. */
    static Reach typeReach(Queries queries) throws SQLException {
        Reach reach = new Reach();
        queries.each(CatalogSql.TYPE_REACH, row -> reach.leads(row.getLong(1), row.getLong(2)));
        queries.each(CatalogSql.TYPE_USES, row -> {
            if (row.getBoolean(2)) {
                reach.runs(row.getLong(1), List.of(row.getLong(3)));
            } else {
                reach.leads(row.getLong(1), row.getLong(3));
            }
        });
        return reach;
    }

    private record Named(String name, long typeOid, String typeName) {

        static List<DatabaseCatalog.Column> numbered(List<Named> results) {
            List<DatabaseCatalog.Column> columns = new ArrayList<>();
            for (Named result : results) {
                columns.add(new DatabaseCatalog.Column(
                        columns.size() + 1, result.name, result.typeOid, result.typeName, false));
            }
            return columns;
        }
    }
}
