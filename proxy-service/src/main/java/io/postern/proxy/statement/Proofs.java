package io.postern.proxy.statement;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** PostgreSQL's own analysis of texts that have not run yet, held against what was decided of them. Thread-safe; never blocks. */
public interface Proofs {

    /** For a proxy that asks nobody: nothing can be proven. */
    Proofs NONE = (session, decision, text, parameterTypes) ->
            CompletableFuture.completedFuture(new ProofOutcome.Impossible("this proxy has no analysis connection"));

    /**
     * Completes within the configured bound, never exceptionally; at once where this was proven before.
     *
     * @param decision for the text, with a proof to be had
     * @param text as the client sent it; what is analysed is what the decision's edits make of it
     * @param parameterTypes as declared at Parse, 0 or left out where the server is to find out
     */
    CompletionStage<ProofOutcome> prove(
            Session session, Decision decision, StatementText text, List<Long> parameterTypes);
}
