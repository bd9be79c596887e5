package io.postern.pgsql.builtin;

import java.util.Map;

/** Types that have syntax of their own: manual, chapter 8. */
final class TypeSpellings {

    private static final Map<String, String> CANONICAL = Map.ofEntries(
            Map.entry("bigint", "int8"),
            Map.entry("bit varying", "varbit"),
            Map.entry("boolean", "bool"),
            Map.entry("char", "bpchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("character", "bpchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("double precision", "float8"),
            Map.entry("float", "float8"),
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("national char", "bpchar"),
            Map.entry("national char varying", "varchar"),
            Map.entry("national character", "bpchar"),
            Map.entry("national character varying", "varchar"),
            Map.entry("nchar", "bpchar"),
            Map.entry("nchar varying", "varchar"),
            Map.entry("real", "float4"),
            Map.entry("smallint", "int2"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("time without time zone", "time"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("timestamp without time zone", "timestamp"));

    private TypeSpellings() {}

    static String canonical(String spelled) {
        return CANONICAL.getOrDefault(spelled, spelled);
    }
}
