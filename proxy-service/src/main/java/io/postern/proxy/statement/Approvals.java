package io.postern.proxy.statement;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The approval workflow, as a session sees it. Thread-safe; never blocks. */
public interface Approvals {

    /**
     * Asks for approval.
     *
     * @param onResolution called at most once, from any thread, with the first resolution on the log
     * @return completes when the log has acknowledged the request
     */
    CompletionStage<Void> request(Request request, Consumer<ApprovalResolution> onResolution);

    /** Takes the request back; nobody can grant it any more. */
    void withdraw(String approvalId, String sessionId, String reason);

    /** Marks a granted approval as spent. */
    void consume(String approvalId, String sessionId, String statementId);

    /** Everything an approver has to see. */
    record Request(
            ApprovalTicket ticket,
            Session session,
            String statementId,
            StatementText text,
            List<Parameter> parameters,
            Decision decision) {
        public Request {
            parameters = List.copyOf(parameters);
        }
    }
}
