package io.postern.pgsql.builtin;

/** Whether a relation of PostgreSQL's own may be read. */
public enum RelationSafety {
    READABLE("Shows names and shapes of objects and who may use them, as psql and drivers ask for them."),
    ONE_SETTING("Shows settings; readable for one setting at a time, of those that SHOW may show."),
    UNREADABLE("Shows what others do, values of columns, sources, passwords or addresses, or nobody has asked for it.");

    private final String reason;

    RelationSafety(String reason) {
        this.reason = reason;
    }

    /** A sentence, for people. */
    public String reason() {
        return reason;
    }
}
