package io.postern.pgsql.builtin;

import java.util.List;
import java.util.Optional;

/**
 * A relation in pg_catalog or information_schema.
 *
 * @param oid 0 where it differs from server to server, as that of every view does
 * @param rowType of a table that is readable: its row type; else 0
 * @param columns names in order; empty where it is not readable
 * @param closure of a view that is readable
 */
record SystemRelation(
        RelationSafety safety, long oid, long rowType, List<String> columns, Optional<ViewClosure> closure) {
    public SystemRelation {
        columns = List.copyOf(columns);
    }
}
