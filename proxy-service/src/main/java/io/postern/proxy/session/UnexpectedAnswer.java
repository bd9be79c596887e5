package io.postern.proxy.session;

/** The server broke the protocol, or showed what it must not: the session ends. */
final class UnexpectedAnswer extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;
    private final String why;

    UnexpectedAnswer(Refusal refusal, String why) {
        super(why, null, false, false);
        this.refusal = refusal;
        this.why = why;
    }

    UnexpectedAnswer(String why) {
        this(Refusal.UPSTREAM_UNREACHABLE, why);
    }

    Refusal refusal() {
        return refusal;
    }

    String why() {
        return why;
    }
}
