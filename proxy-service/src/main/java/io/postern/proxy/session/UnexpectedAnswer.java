package io.postern.proxy.session;

import java.util.Optional;

import io.postern.proxy.statement.MaskedColumn;

/** The server broke the protocol, or showed what it must not: the session ends. */
final class UnexpectedAnswer extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;
    private final String why;
    private final transient Optional<RawColumn> rawColumn;

    private UnexpectedAnswer(Refusal refusal, String why, Optional<RawColumn> rawColumn) {
        super(why, null, false, false);
        this.refusal = refusal;
        this.why = why;
        this.rawColumn = rawColumn;
    }

    UnexpectedAnswer(Refusal refusal, String why) {
        this(refusal, why, Optional.empty());
    }

    /** A column came back as it is stored. */
    static UnexpectedAnswer raw(RawColumn column) {
        return new UnexpectedAnswer(
                Refusal.RAW_MASKED_COLUMN,
                "the result would show a masked column as it is stored",
                Optional.of(column));
    }

    /**
     * @param running the statement that it is of, where one is on the log
     * @param prepared what was described, where nothing runs yet
     */
    record RawColumn(MaskedColumn column, Optional<Running> running, Optional<Names.Prepared> prepared) {}

    UnexpectedAnswer(String why) {
        this(Refusal.UPSTREAM_UNREACHABLE, why);
    }

    Refusal refusal() {
        return refusal;
    }

    String why() {
        return why;
    }

    Optional<RawColumn> rawColumn() {
        return rawColumn;
    }
}
