package io.postern.proxy.statement;

import java.time.Instant;
import java.util.List;

import io.postern.pgwire.Bytes;

/**
 * A request for approval.
 *
 * @param binding digest over everything that the approval is for; a grant must carry the same
 */
public record ApprovalTicket(String approvalId, List<String> approverGroups, Instant expiresAt, Bytes binding) {

    public ApprovalTicket {
        approverGroups = List.copyOf(approverGroups);
    }

    /**
     * The ticket for a parked statement: bound to the exact text and parameters, the identity, database, role and search
     * path, and the policy and catalog that the decision came from.
     */
    public static ApprovalTicket of(
            String approvalId,
            Session session,
            StatementText text,
            List<Parameter> parameters,
            Decision decision,
            Instant now) {
        Decision.ApprovalTerms terms = decision.approval().orElseThrow();
        Digest digest = new Digest("approval").text(approvalId);
        digest.text(session.id()).identity(session.identity());
        digest.text(session.database()).text(session.role()).texts(session.searchPath());
        digest.bytes(text.sql().toByteArray()).number(parameters.size());
        for (Parameter parameter : parameters) {
            digest.number(parameter.typeOid()).number(parameter.binary() ? 1 : 0);
            digest.number(parameter.value().isPresent() ? 1 : 0);
            parameter.value().ifPresent(value -> digest.bytes(value.toByteArray()));
        }
        digest.text(decision.versions().policy()).text(decision.versions().catalog());
        return new ApprovalTicket(
                approvalId, terms.approverGroups(), now.plus(terms.timeToLive()), Bytes.of(digest.sum()));
    }
}
