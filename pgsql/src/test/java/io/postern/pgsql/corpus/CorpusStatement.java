package io.postern.pgsql.corpus;

/**
 * A text and what servers say to it.
 *
 * @param source file and line
 * @param accepted whether the majors from {@code since} to {@code until} read it; others refuse it, and where this is false all do
 */
public record CorpusStatement(String source, String sql, boolean accepted, int since, int until) {

    public static final int FIRST_MAJOR = 15;
    public static final int LAST_MAJOR = 18;

    public boolean isAcceptedBy(int major) {
        return accepted && major >= since && major <= until;
    }
}
