package io.postern.proxy.session;

import io.postern.proxy.statement.Decision;

/**
 * Whether the server's words may go on to the client, by which of its answers they belong to. From a discreet statement on
 * they may not, up to the end of its transaction: what was deferred fails at its end, and portals run on in it. Answers are
 * counted from 0 in the order of the conversation. Confined to its session's thread.
 */
final class Discretion {

    private static final long NEVER = Long.MAX_VALUE;

    private long from = NEVER;
    private long latest = -1;

    /** Whether SQL prepared or declared something that later statements run by name only. */
    private boolean named;

    private boolean guarded;

    /**
     * A message goes to the server under this decision.
     *
     * @param answer of the message
     */
    void forwarded(Decision decision, long answer) {
        guarded |= !decision.guardedColumns().isEmpty();
        if (decision.isDiscreet()) {
            discreet(answer);
        }
    }

    /** A discreet statement gives its query a name in SQL. */
    void named() {
        named = true;
    }

    /** A statement runs something by a name of SQL. */
    void runsNamed(long answer) {
        if (named) {
            discreet(answer);
        }
    }

    private void discreet(long answer) {
        guarded = true;
        from = Math.min(from, answer);
        latest = answer;
    }

    /** The transaction ended with the answer before this one. */
    void transactionEnded(long next) {
        from = latest >= next ? next : NEVER;
    }

    boolean appliesTo(long answer) {
        return answer >= from;
    }

    /**
     * Whether payloads of notifications are kept back: a trigger may send the rows that it sees to whoever listens, and
     * nothing tells what a payload was made of. So a session in which anything is masked or filtered gets none at all.
     */
    boolean keepsNotifications() {
        return guarded;
    }
}
