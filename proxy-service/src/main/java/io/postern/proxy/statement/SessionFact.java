package io.postern.proxy.statement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.postern.identity.Identity;
import io.postern.pgwire.sql.SqlText;

/** What goes to the log, in the order in which it happened. The log stamps identity, time and sequence on each. */
public sealed interface SessionFact {

    /** Authenticated, admitted and connected upstream. */
    record Opened(Session session, String admissionRuleId, String policyVersion) implements SessionFact {}

    /** Turned away before there was a session. */
    record Rejected(
            String sessionId,
            Optional<Identity> identity,
            Optional<String> database,
            String clientAddress,
            String sqlState,
            String reason)
            implements SessionFact {}

    /**
     * A statement and what was decided of it.
     *
     * @param runs the text that runs instead, or that it runs by the name of a prepared statement
     * @param decision empty where none could be had
     */
    record Submitted(
            String statementId,
            boolean extended,
            StatementText text,
            Optional<SqlText> runs,
            List<Parameter> parameters,
            Optional<Decision> decision)
            implements SessionFact {
        public Submitted {
            parameters = List.copyOf(parameters);
        }
    }

    /** A text that cannot be split into tokens as PostgreSQL would, and so was refused before anybody was asked. */
    record Unreadable(String statementId, boolean extended, SqlText text) implements SessionFact {}

    /** The statement waits for a person. */
    record Parked(String statementId, String approvalId, Instant expiresAt) implements SessionFact {}

    /** A person approved; the statement runs next. */
    record Resumed(String statementId, String approvalId, Identity approver, String reason) implements SessionFact {}

    /** The gate answered with an error; nothing of the statement ran. */
    record Refused(
            String statementId,
            String sqlState,
            String reason,
            Optional<String> approvalId,
            Optional<Identity> approver)
            implements SessionFact {}

    /**
     * The server reads the statement, or announces its result, otherwise than was decided.
     *
     * @param differences kinds of difference and names of objects, never constants
     */
    record Disagreed(String statementId, List<String> differences, Decision.Versions versions) implements SessionFact {
        public Disagreed {
            differences = List.copyOf(differences);
        }
    }

    /** What the server made of the statement. */
    record Completed(
            String statementId,
            Outcome outcome,
            String commandTag,
            long rows,
            long bytes,
            long durationMicros,
            Optional<String> sqlState)
            implements SessionFact {}

    /** The session ended. */
    record Closed(String reason, long statements) implements SessionFact {}

    /** How a forwarded statement ended; UNKNOWN where the connection ended first, so that it may have run. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        SKIPPED,
        UNKNOWN
    }
}
