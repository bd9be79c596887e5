package io.postern.policy.analysis;

import java.util.Map;
import java.util.Set;

/** As much of PostgreSQL's types as tells that an operator cannot be meant. */
final class TypeFamilies {

    static final long BOOLEAN = 16;
    static final long INTEGER = 23;
    static final long NUMERIC = 1700;
    static final long TEXT = 25;

    /** Stands for every array type whose values are arrays of such scalars. */
    static final long SOME_ARRAY = -1;

    private static final Map<String, Long> OIDS = Map.ofEntries(
            Map.entry("bool", BOOLEAN),
            Map.entry("bytea", 17L),
            Map.entry("name", 19L),
            Map.entry("int8", 20L),
            Map.entry("int2", 21L),
            Map.entry("int4", INTEGER),
            Map.entry("text", TEXT),
            Map.entry("json", 114L),
            Map.entry("float4", 700L),
            Map.entry("float8", 701L),
            Map.entry("bpchar", 1042L),
            Map.entry("varchar", 1043L),
            Map.entry("date", 1082L),
            Map.entry("timestamp", 1114L),
            Map.entry("timestamptz", 1184L),
            Map.entry("interval", 1186L),
            Map.entry("numeric", NUMERIC),
            Map.entry("uuid", 2950L),
            Map.entry("jsonb", 3802L));

    private static final Set<Long> NUMBERS = Set.of(20L, 21L, INTEGER, 700L, 701L, NUMERIC);
    private static final Set<Long> STRINGS = Set.of(TEXT, 1042L, 1043L);
    private static final Set<Long> TIMES = Set.of(1082L, 1114L, 1184L);

    private static final Set<Long> SCALAR_ARRAYS = Set.of(
            1000L, 1001L, 1003L, 1005L, 1007L, 1009L, 1014L, 1015L, 1016L, 1021L, 1022L, 1028L, 1115L, 1182L, 1185L,
            1187L, 1231L, 2951L, 199L, 3807L);

    private TypeFamilies() {}

    /** 0 where it is not known. */
    static long oid(String builtInType) {
        return OIDS.getOrDefault(builtInType, 0L);
    }

    /** Whether a type is one of PostgreSQL's own whose values are neither rows nor of any type. */
    static boolean isScalar(long type) {
        return NUMBERS.contains(type) || STRINGS.contains(type) || TIMES.contains(type) || OIDS.containsValue(type);
    }

    /** Whether a type is an array of such. */
    static boolean isScalarArray(long type) {
        return type == SOME_ARRAY || SCALAR_ARRAYS.contains(type);
    }

    /**
     * Whether a value of one type can be an operand of another without a cast being written; true where that is not certain.
     *
     * @param value 0 where it is not known
     */
    static boolean mayBe(long value, long operand) {
        if (value == 0 || value == operand) {
            return true;
        }
        if (NUMBERS.contains(value)) {
            return !STRINGS.contains(operand) && !TIMES.contains(operand) && !OIDS_OF_OTHERS.contains(operand);
        }
        return true;
    }

    private static final Set<Long> OIDS_OF_OTHERS = Set.of(114L, 3802L, 2950L, 17L, 1186L, BOOLEAN);
}
