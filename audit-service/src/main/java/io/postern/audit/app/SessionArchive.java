package io.postern.audit.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.postern.audit.domain.Verdict;

/** Reads what was stored. Blocking; thread-safe. */
public interface SessionArchive {

    /** Sessions, newest first. */
    List<SessionSummary> sessions(SessionFilter filter) throws StoreUnavailable;

    /** How many facts of a session are on record; grows with each. */
    Optional<Long> facts(String sessionId) throws StoreUnavailable;

    /** The most recently opened session. */
    Optional<String> latest() throws StoreUnavailable;

    /**
     * A session's story, bounded in statements and in bytes.
     *
     * @param after the statement to continue after, as {@link SessionPage#next()} told; empty for the beginning
     * @return empty where the session, or the statement in it, is unknown
     */
    Optional<SessionPage> story(String sessionId, Optional<String> after, int limit) throws StoreUnavailable;

    /** Statements, newest first. */
    List<StatementSummary> statements(StatementFilter filter) throws StoreUnavailable;

    /** What the store holds. */
    Holdings holdings() throws StoreUnavailable;

    /** Nothing if the store answers. */
    void ping() throws StoreUnavailable;

    /**
     * @param before a session; only older ones are listed
     * @param limit at least 1
     */
    record SessionFilter(Optional<String> subject, Optional<String> database, Optional<String> before, int limit) {}

    /**
     * @param limit at least 1
     */
    record StatementFilter(Optional<String> fingerprint, Optional<Verdict> verdict, int limit) {}

    /**
     * @param lastFactAt when the latest stored fact happened
     */
    record Holdings(long unreadable, Optional<Instant> lastFactAt) {}
}
