package io.postern.proxy.statement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Types that a client declares for parameters. They choose among the functions and operators of one name, and their input
 * functions run on what the client sends, so only those that are known to be harmless may be declared.
 */
public final class DeclaredTypes {

    /** Left to the server. */
    private static final long UNSPECIFIED = 0;

    /** Of plain values, by pg_catalog's fixed numbers; none of them looks up a name or an object. */
    private static final Set<Long> PLAIN = LongStream.of(
                    16, // bool
                    17, // bytea
                    18, // "char"
                    20, // int8
                    21, // int2
                    23, // int4
                    25, // text
                    26, // oid
                    114, // json
                    142, // xml
                    600,
                    601,
                    602,
                    603,
                    604,
                    628,
                    718, // point, lseg, path, box, polygon, line, circle
                    650, // cidr
                    700, // float4
                    701, // float8
                    705, // unknown
                    774, // macaddr8
                    790, // money
                    829, // macaddr
                    869, // inet
                    1042, // bpchar
                    1043, // varchar
                    1082, // date
                    1083, // time
                    1114, // timestamp
                    1184, // timestamptz
                    1186, // interval
                    1266, // timetz
                    1560, // bit
                    1562, // varbit
                    1700, // numeric
                    2278, // void, for the results of procedures
                    2950, // uuid
                    3802, // jsonb
                    19, // name
                    // Arrays of these.
                    143,
                    199,
                    629,
                    651,
                    719,
                    775,
                    791,
                    1000,
                    1001,
                    1002,
                    1003,
                    1005,
                    1007,
                    1009,
                    1014,
                    1015,
                    1016,
                    1017,
                    1018,
                    1019,
                    1020,
                    1021,
                    1022,
                    1027,
                    1028,
                    1040,
                    1041,
                    1115,
                    1182,
                    1183,
                    1185,
                    1187,
                    1231,
                    1270,
                    1561,
                    1563,
                    2951,
                    3807)
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private DeclaredTypes() {}

    /** The first that may not be declared under the decision. */
    public static Optional<Long> unsafe(List<Long> types, Decision decision) {
        return types.stream().filter(type -> !isSafe(type, decision)).findFirst();
    }

    private static boolean isSafe(long type, Decision decision) {
        return type == UNSPECIFIED
                || PLAIN.contains(type)
                || decision.safeguards().proof().stream()
                        .flatMap(terms -> terms.queries().stream())
                        .anyMatch(query -> query.typeOids().contains(type));
    }
}
