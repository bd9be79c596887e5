package io.postern.policy.catalog;

import java.util.List;

/**
 * A type that is not PostgreSQL's own; row types of relations and array types have no entry.
 *
 * @param array its array type; 0 for none
 * @param base of a domain: what it is based on; of a range: its subtype; 0 for others
 * @param relation of a composite type: what holds its columns; 0 for others
 * @param functions object ids of functions that are not PostgreSQL's own and that converting to it runs
 */
public record DataType(
        long oid, QualifiedName name, DataTypeKind kind, long array, long base, long relation, List<Long> functions) {
    public DataType {
        functions = List.copyOf(functions);
    }
}
