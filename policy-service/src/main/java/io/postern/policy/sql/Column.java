package io.postern.policy.sql;

/**
 * @param number attribute number, from 1
 * @param typeName as PostgreSQL's format_type() spells it, type modifier included
 */
public record Column(int number, String name, String typeName) {}
