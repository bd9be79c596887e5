package io.postern.pgwire.sql;

/**
 * Replaces the tokens from {@code from} (inclusive) to {@code to} (exclusive) by other SQL. With {@code from == to} it inserts before
 * token {@code from}, or after the last token if {@code from} is the number of tokens.
 *
 * @param from token ordinal, from 0
 * @param to token ordinal, not below {@code from}
 * @param replacement SQL that is made of whole tokens; empty to delete
 */
public record TokenEdit(int from, int to, String replacement) {

    public TokenEdit {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("an edit needs 0 <= from <= to, got " + from + " and " + to);
        }
    }

    /** Without the replacement, which may quote a constant. */
    @Override
    public String toString() {
        return "TokenEdit[" + from + ".." + to + " -> <" + replacement.length() + " chars>]";
    }
}
