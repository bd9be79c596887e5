package io.postern.pgwire.sql;

/**
 * How much SQL is looked at; more is refused with SQLSTATE 54000.
 *
 * @param maxBytes length of the text in bytes, at least 1
 * @param maxTokens number of tokens, at least 1
 */
public record LexerLimits(int maxBytes, int maxTokens) {

    /** One MiB and 200,000 tokens. */
    public static final LexerLimits DEFAULT = new LexerLimits(1 << 20, 200_000);

    public LexerLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1");
        }
    }
}
