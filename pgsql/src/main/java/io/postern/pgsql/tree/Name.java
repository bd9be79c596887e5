package io.postern.pgsql.tree;

/**
 * One identifier.
 *
 * @param text as PostgreSQL understands it: folded, unescaped, cut to 63 bytes
 * @param token ordinal of the token that spells it
 */
public record Name(String text, int token) {}
