package io.postern.audit.domain;

import java.util.Map;

/** Names of PostgreSQL's common built-in types by object id (catalog pg_type). */
public final class TypeNames {

    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(16L, "boolean"),
            Map.entry(17L, "bytea"),
            Map.entry(20L, "bigint"),
            Map.entry(21L, "smallint"),
            Map.entry(23L, "integer"),
            Map.entry(25L, "text"),
            Map.entry(114L, "json"),
            Map.entry(700L, "real"),
            Map.entry(701L, "double precision"),
            Map.entry(1042L, "character"),
            Map.entry(1043L, "character varying"),
            Map.entry(1082L, "date"),
            Map.entry(1083L, "time"),
            Map.entry(1114L, "timestamp"),
            Map.entry(1184L, "timestamptz"),
            Map.entry(1700L, "numeric"),
            Map.entry(2950L, "uuid"),
            Map.entry(3802L, "jsonb"));

    private TypeNames() {}

    /** The type's name; "untyped" for 0, "type 12345" for one that is not built in. */
    public static String of(long oid) {
        return oid == 0 ? "untyped" : NAMES.getOrDefault(oid, "type " + oid);
    }
}
