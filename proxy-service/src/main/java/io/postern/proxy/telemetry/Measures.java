package io.postern.proxy.telemetry;

/**
 * What a watched session comes to, in terms of what is counted and timed. Durations are in nanoseconds. Thread-safe;
 * returns at once and never throws. Databases are named as configured; SQLSTATEs are the gate's own unless said otherwise.
 */
public interface Measures {

    void connected();

    /** Authenticated, admitted, connected upstream and greeted. */
    void opened(String database, long sinceConnectedNanos);

    /** The client was told why it is not let in. */
    void refused(String sqlState);

    /**
     * The connection is over.
     *
     * @param wasOpen whether {@link #opened} was called
     */
    void closed(boolean wasOpen);

    /** The gate ended an open session with this error. */
    void terminated(String sqlState);

    void tlsFailed();

    void received(int bytes);

    void sent(int bytes);

    /** The peer takes no more for now. */
    void blocked(Peer peer);

    void unblocked(Peer peer, long nanos);

    /** @param known whether the proxy's own table had the answer */
    void decided(boolean known, long nanos);

    /**
     * PostgreSQL was asked how it reads a statement.
     *
     * @param known whether it had been asked before
     */
    void proven(boolean known, long nanos);

    /** PostgreSQL reads a statement, or announced its result, otherwise than was decided. */
    void disagreed(String database);

    void recorded(boolean acknowledged, long nanos);

    void submitted(String database, Judgement judgement);

    /** The statement begins to wait for a person. */
    void parked();

    void unparked(long nanos);

    /** Called once for every statement that was {@link #submitted}. */
    void ended(StatementEnd end, long upstreamNanos);
}
