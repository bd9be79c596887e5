package io.postern.policy.catalog;

/**
 * A cast that is not PostgreSQL's own.
 *
 * @param function 0 where none is called
 */
public record Cast(long oid, long sourceType, long targetType, long function) {}
