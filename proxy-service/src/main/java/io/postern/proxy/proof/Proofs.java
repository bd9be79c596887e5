package io.postern.proxy.proof;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;

/** Has PostgreSQL analyse what is to run, and nothing more than that. Thread-safe; never blocks. */
public interface Proofs {

    /** Nobody is there to ask. */
    Proofs NONE = (session, decision, text, parameterTypes) ->
            CompletableFuture.completedFuture(new ProofOutcome.Impossible("this proxy has no analysis connections"));

    /**
     * Completes within the configured bound, never exceptionally; at once where the shape is proven already or the decision asks
     * for no proof.
     *
     * @param text as the client sent it; the edits of the decision are made here
     * @param parameterTypes as the client's Parse declares them: 0 leaves one to the server
     */
    CompletionStage<ProofOutcome> prove(
            Session session, Decision decision, StatementText text, List<Long> parameterTypes);
}
