package io.postern.policy.catalog;

import java.util.List;

/**
 * A function or procedure that is not PostgreSQL's own.
 *
 * @param securityDefiner whether it runs with the rights of its owner
 * @param bodyDigest hex digest of everything that makes it what it does
 */
public record Routine(
        long oid,
        QualifiedName name,
        RoutineKind kind,
        Signature signature,
        boolean securityDefiner,
        String bodyDigest) {

    /**
     * @param arguments as pg_get_function_identity_arguments() spells them
     * @param argumentTypes of the input arguments, in order
     * @param outColumns of OUT, INOUT and TABLE arguments, in order
     */
    public record Signature(
            String arguments, List<Long> argumentTypes, long resultType, boolean returnsSet, List<Column> outColumns) {
        public Signature {
            argumentTypes = List.copyOf(argumentTypes);
            outColumns = List.copyOf(outColumns);
        }
    }

    /** As its declaration would name it: {@code schema.name(arguments)}. */
    @Override
    public String toString() {
        return name + "(" + signature.arguments() + ")";
    }
}
