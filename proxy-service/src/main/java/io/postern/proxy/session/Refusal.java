package io.postern.proxy.session;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.ErrorResponse;

/**
 * Everything the gate itself answers with an error, and the only place where its SQLSTATEs are written (PostgreSQL manual,
 * appendix "PostgreSQL Error Codes").
 */
public enum Refusal {
    POLICY_DENIED("42501"),
    APPROVAL_REFUSED("42501"),
    APPROVAL_ENDED("57014"),
    CANCELED("57014"),
    DECISION_UNAVAILABLE("58000"),
    PROOF_UNAVAILABLE("58000"),
    ANALYSIS_DISAGREES("58000"),
    /** By the server, when it was asked how it reads the statement: with its own SQLSTATE where it has one. */
    REJECTED("42601"),
    LOG_UNAVAILABLE("58000"),
    UNSUPPORTED("0A000"),
    DECISION_CHANGED("0A000"),
    SYNTAX_ERROR("42601"),
    INVALID_TEXT("22021"),
    TOO_COMPLEX("54000"),
    UNKNOWN_STATEMENT("26000"),
    UNKNOWN_PORTAL("34000"),
    RAW_MASKED_COLUMN("42501"),
    BAD_CREDENTIALS("28P01"),
    IDENTITY_REJECTED("28000"),
    PROTOCOL_VIOLATION("08P01"),
    UPSTREAM_UNREACHABLE("08006"),
    TOO_MANY_SESSIONS("53300"),
    SESSION_ENDED("57P01"),
    LOGIN_TOO_SLOW("57014"),
    IDLE_TOO_LONG("57P05"),
    INTERNAL("XX000");

    private final String sqlState;

    Refusal(String sqlState) {
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }

    /** An error that the session survives. */
    public Denial denial(String message) {
        return new Denial(this, sqlState, message, null, null);
    }

    /** The last message of a connection. */
    public ErrorResponse fatal(String message) {
        return ErrorResponse.of("FATAL", sqlState, message, null, null);
    }

    /** An error that the session survives, in the words that the client gets. */
    public record Denial(
            Refusal refusal,
            String sqlState,
            String message,
            @Nullable String detail,
            @Nullable String hint) {

        public Denial withDetail(String text) {
            return new Denial(refusal, sqlState, message, text, hint);
        }

        public Denial withHint(String text) {
            return new Denial(refusal, sqlState, message, detail, text);
        }

        Denial withSqlState(String state) {
            return new Denial(refusal, state, message, detail, hint);
        }

        ErrorResponse toMessage() {
            return ErrorResponse.of("ERROR", sqlState, message, detail, hint);
        }
    }
}
