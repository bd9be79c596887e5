package io.postern.audit.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One fact of the session log, in this service's own words. */
public sealed interface Fact {

    FactMeta meta();

    FactType type();

    /** A fact about one statement. */
    sealed interface OfStatement extends Fact {
        String statementId();
    }

    /** A client was let in. */
    record SessionOpened(FactMeta meta, Principal who, Target target, Client client, Admission admission)
            implements Fact {
        @Override
        public FactType type() {
            return FactType.SESSION_OPENED;
        }
    }

    record Target(String database, String role) {}

    record Client(String address, String application, boolean encrypted) {}

    record Admission(String ruleId, String policyVersion) {}

    /** A connection was turned away; {@code who} is empty where no token could be believed. */
    record SessionRefused(
            FactMeta meta, Optional<Principal> who, Optional<String> database, String clientAddress, Turned turned)
            implements Fact {
        @Override
        public FactType type() {
            return FactType.SESSION_REFUSED;
        }
    }

    /** Why a connection was turned away. */
    record Turned(String sqlState, String reason) {}

    record SessionClosed(FactMeta meta, String reason, long statements) implements Fact {
        @Override
        public FactType type() {
            return FactType.SESSION_CLOSED;
        }
    }

    record StatementSubmitted(FactMeta meta, String statementId, Submission submission) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.STATEMENT_SUBMITTED;
        }
    }

    /**
     * What the client sent and what was ruled.
     *
     * @param kind the statement kind's name on the log
     * @param rewritten the text to run instead, where the decision has edits
     */
    record Submission(
            Protocol protocol,
            String kind,
            Shape shape,
            Content text,
            Optional<Content> rewritten,
            List<Parameter> parameters,
            Ruling ruling) {
        public Submission {
            parameters = List.copyOf(parameters);
        }
    }

    /** A statement without its constants, and the hex digest of that. */
    record Shape(String fingerprint, String text) {}

    record Ruling(
            Verdict verdict,
            List<Rule> rules,
            List<String> maskedColumns,
            Optional<String> policyVersion,
            Optional<String> catalogVersion) {
        public Ruling {
            rules = List.copyOf(rules);
            maskedColumns = List.copyOf(maskedColumns);
        }
    }

    record StatementParked(FactMeta meta, String statementId, Parking parking) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.STATEMENT_PARKED;
        }
    }

    record Parking(String approvalId, Instant until) {}

    record StatementResumed(FactMeta meta, String statementId, Resumption resumption) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.STATEMENT_RESUMED;
        }
    }

    record Resumption(String approvalId, Principal approver, String reason) {}

    record StatementRefused(FactMeta meta, String statementId, Refusal refusal) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.STATEMENT_REFUSED;
        }
    }

    record Refusal(String sqlState, String reason, Optional<String> approvalId, Optional<Principal> approver) {}

    record AnalysisDisagreed(FactMeta meta, String statementId, Disagreement disagreement) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.ANALYSIS_DISAGREED;
        }
    }

    /**
     * In what the database's own reading of a statement, or the result it announced, differs from what was decided.
     *
     * @param differences kinds of difference and names of objects
     */
    record Disagreement(List<String> differences) {
        public Disagreement {
            differences = List.copyOf(differences);
        }
    }

    record StatementCompleted(FactMeta meta, String statementId, Completion completion) implements OfStatement {
        @Override
        public FactType type() {
            return FactType.STATEMENT_COMPLETED;
        }
    }

    /**
     * @param tag as the server reported it
     * @param bytes of protocol messages sent to the client
     */
    record Completion(
            Outcome outcome, String tag, long rows, long bytes, Duration duration, Optional<String> sqlState) {

        /** Whole microseconds, as the log counts. */
        public long durationMicros() {
            return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
        }
    }
}
