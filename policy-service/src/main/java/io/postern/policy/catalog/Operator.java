package io.postern.policy.catalog;

/**
 * An operator that is not PostgreSQL's own.
 *
 * @param leftType 0 for a prefix operator
 */
public record Operator(long oid, QualifiedName name, long leftType, long rightType, long function) {}
