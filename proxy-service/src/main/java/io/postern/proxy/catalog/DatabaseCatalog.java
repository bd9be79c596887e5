package io.postern.proxy.catalog;

import java.util.List;

import io.postern.proxy.statement.Digest;

/**
 * A snapshot of a database's relations and of the functions that are not PostgreSQL's own, ordered by object id.
 *
 * @param database as clients call it
 * @param serverVersion as in server_version_num, such as 170005
 */
public record DatabaseCatalog(String database, int serverVersion, List<Relation> relations, List<Function> functions) {

    public DatabaseCatalog {
        relations = List.copyOf(relations);
        functions = List.copyOf(functions);
    }

    /** @param kind pg_class.relkind */
    public record Relation(
            long oid, String schema, String name, char kind, List<Column> columns, List<Long> parentOids) {
        public Relation {
            columns = List.copyOf(columns);
            parentOids = List.copyOf(parentOids);
        }
    }

    /** @param number pg_attribute.attnum */
    public record Column(int number, String name, long typeOid, String typeName) {}

    public record Function(long oid, String schema, String name) {}

    /** Hex digest of the content: equal for equal catalogs. */
    public String version() {
        Digest digest = new Digest("catalog").text(database).number(serverVersion);
        digest.number(relations.size());
        for (Relation relation : relations) {
            digest.number(relation.oid()).text(relation.schema()).text(relation.name());
            digest.number(relation.kind()).number(relation.columns().size());
            for (Column column : relation.columns()) {
                digest.number(column.number()).text(column.name());
                digest.number(column.typeOid()).text(column.typeName());
            }
            digest.number(relation.parentOids().size());
            relation.parentOids().forEach(digest::number);
        }
        digest.number(functions.size());
        for (Function function : functions) {
            digest.number(function.oid()).text(function.schema()).text(function.name());
        }
        return digest.hex();
    }
}
