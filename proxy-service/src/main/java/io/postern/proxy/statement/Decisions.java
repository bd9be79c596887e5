package io.postern.proxy.statement;

import java.util.concurrent.CompletionStage;

import io.postern.identity.Identity;

/** The policy service, behind the proxy's own decision table. Thread-safe; never blocks. */
public interface Decisions {

    /** Completes within the configured bound, never exceptionally; at once where the table holds the answer. */
    CompletionStage<DecisionOutcome> decide(Session session, StatementText text);

    /** Completes within the configured bound, never exceptionally. */
    CompletionStage<AdmissionOutcome> admit(Identity identity, String database);
}
