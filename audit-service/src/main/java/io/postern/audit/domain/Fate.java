package io.postern.audit.domain;

/** What can be said, from the facts on record, about whether a statement ran. */
public enum Fate {
    SUCCEEDED(Ran.YES, "ran"),
    FAILED(Ran.YES, "the server answered with an error"),
    SKIPPED(Ran.NO, "not run: the server skipped it after an earlier error"),
    DENIED(Ran.NO, "not run: denied"),
    REFUSED(Ran.NO, "not run: the gate answered with an error"),
    ABANDONED(Ran.NO, "not run: the session ended while it waited for a person"),
    WAITING(Ran.NO, "not run so far: it waits for a person"),
    IN_PROGRESS(Ran.MAYBE, "no outcome recorded yet: it may be running or may have run"),
    CUT_OFF(Ran.MAYBE, "the connection ended before the server reported: it may have run"),
    UNKNOWN(Ran.MAYBE, "no outcome recorded: it may have run");

    /** Whether the statement reached the server and was run by it. */
    public enum Ran {
        YES,
        NO,
        MAYBE
    }

    private final Ran ran;
    private final String words;

    Fate(Ran ran, String words) {
        this.ran = ran;
        this.words = words;
    }

    public Ran ran() {
        return ran;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
