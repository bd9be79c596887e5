package io.postern.proxy.statement;

/** How asking for admission to a database ended. */
public sealed interface AdmissionOutcome {

    /** The identity may connect as this database role. */
    record Admitted(String databaseRole, String ruleId, String policyVersion) implements AdmissionOutcome {}

    /** The identity is known but has no business there. */
    record Rejected(String reason) implements AdmissionOutcome {}

    /** No answer in time. */
    record Unavailable(String why) implements AdmissionOutcome {}
}
