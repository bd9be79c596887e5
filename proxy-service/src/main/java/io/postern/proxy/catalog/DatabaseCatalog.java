package io.postern.proxy.catalog;

import java.util.List;

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
}
