package io.postern.policy.sql;

import java.util.List;
import java.util.Optional;

/**
 * A relation outside pg_catalog and information_schema.
 *
 * @param columns in catalog order
 * @param parents object ids of direct inheritance parents; for a partition, of its parent
 */
public record Relation(long oid, QualifiedName name, RelationKind kind, List<Column> columns, List<Long> parents) {

    public Relation {
        columns = List.copyOf(columns);
        parents = List.copyOf(parents);
    }

    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }
}
