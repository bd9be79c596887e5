package io.postern.policy.analysis;

/**
 * A column of a stored relation.
 *
 * @param relationOid of a table, foreign table or materialized view; views are looked through
 */
public record ColumnOrigin(long relationOid, int columnNumber) {}
