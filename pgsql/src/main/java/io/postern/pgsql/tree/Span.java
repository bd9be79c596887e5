package io.postern.pgsql.tree;

/**
 * A run of tokens.
 *
 * @param from ordinal of the first
 * @param to after the last
 */
public record Span(int from, int to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a span needs 0 <= from <= to, got " + from + " and " + to);
        }
    }
}
