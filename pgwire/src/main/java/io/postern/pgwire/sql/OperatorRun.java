package io.postern.pgwire.sql;

/**
 * Where operators end inside a run of operator characters.
 *
 * <p>An operator ends before a comment starts, and one of several characters does not end in plus or minus unless it holds one of
 * {@code ~ ! @ # % ^ & | ` ?}. Cutting off signs can leave many operators in one run, so the facts about a run are kept until the
 * lexer has passed it: looking at the run again for each of them would take quadratic time.
 */
final class OperatorRun {

    private final byte[] bytes;
    private int end;
    private int lastAllowing;
    private int lastUnsigned;

    OperatorRun(byte[] bytes) {
        this.bytes = bytes;
    }

    /** End of the operator that starts at {@code start}, where an operator character stands that starts no comment. */
    int endOfOperator(int start) {
        if (start >= end) {
            measure(start);
        }
        boolean endsInSign = lastUnsigned != end - 1;
        if (endsInSign && lastAllowing < start) {
            return Math.max(start, lastUnsigned) + 1;
        }
        return end;
    }

    private void measure(int start) {
        int at = start;
        lastAllowing = -1;
        lastUnsigned = -1;
        while (at < bytes.length && Ascii.isOperator(bytes[at]) && !startsComment(at)) {
            if (Ascii.allowsTrailingSign(bytes[at])) {
                lastAllowing = at;
            }
            if (bytes[at] != '+' && bytes[at] != '-') {
                lastUnsigned = at;
            }
            at++;
        }
        end = at;
    }

    private boolean startsComment(int at) {
        if (at + 1 >= bytes.length) {
            return false;
        }
        return (bytes[at] == '-' && bytes[at + 1] == '-') || (bytes[at] == '/' && bytes[at + 1] == '*');
    }
}
