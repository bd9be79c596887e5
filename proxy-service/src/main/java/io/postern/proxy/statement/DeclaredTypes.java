package io.postern.proxy.statement;

import java.util.List;
import java.util.Optional;

import io.postern.pgsql.builtin.Builtins;

/**
 * Types that a client declares for parameters. They choose among the functions and operators of one name, and their input
 * functions run on what the client sends, so only those that are known to be harmless may be declared.
 */
public final class DeclaredTypes {

    /** Left to the server. */
    private static final long UNSPECIFIED = 0;

    /** Numbers of pg_catalog's types are the same in every version that has them. */
    private static final Builtins BUILTINS = Builtins.of(Builtins.NEWEST_MAJOR);

    private DeclaredTypes() {}

    /** The first that may not be declared under the decision. */
    public static Optional<Long> unsafe(List<Long> types, Decision decision) {
        return types.stream().filter(type -> !isSafe(type, decision)).findFirst();
    }

    private static boolean isSafe(long type, Decision decision) {
        return type == UNSPECIFIED
                || BUILTINS.isSafeType(type)
                || decision.safeguards().proof().stream()
                        .flatMap(terms -> terms.queries().stream())
                        .anyMatch(query -> query.typeOids().contains(type));
    }
}
