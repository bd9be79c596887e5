package io.postern.proxy.statement;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * What is asked about.
     *
     * @param settings of the session, as far as they change how the text and its parameters are read
     */
    public record Subject(
            Session session,
            SortedMap<String, String> settings,
            StatementText text,
            List<Parameter> parameters,
            Decision decision) {
        public Subject {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
            parameters = List.copyOf(parameters);
        }
    }

    /** The ticket for a parked statement. */
    public static ApprovalTicket of(String approvalId, Subject subject, Instant now) {
        Decision.ApprovalTerms terms = subject.decision().approval().orElseThrow();
        return new ApprovalTicket(
                approvalId, terms.approverGroups(), now.plus(terms.timeToLive()), binding(approvalId, subject));
    }

    /** Whether the ticket was given for this and nothing else. */
    public boolean isFor(Subject subject) {
        return binding.equals(binding(approvalId, subject));
    }

    /**
     * Over the exact text and parameters, the identity, database, role, search path and settings, and the policy and catalog
     * that the decision came from.
     */
    private static Bytes binding(String approvalId, Subject subject) {
        Session session = subject.session();
        Digest digest = new Digest("approval").text(approvalId);
        digest.text(session.id()).identity(session.identity());
        digest.text(session.database()).text(session.role()).texts(session.searchPath());
        digest.number(subject.settings().size());
        subject.settings().forEach((name, value) -> digest.text(name).text(value));
        digest.bytes(subject.text().sql().toByteArray())
                .number(subject.parameters().size());
        for (Parameter parameter : subject.parameters()) {
            digest.number(parameter.typeOid()).number(parameter.binary() ? 1 : 0);
            digest.number(parameter.value().isPresent() ? 1 : 0);
            parameter.value().ifPresent(value -> digest.bytes(value.toByteArray()));
        }
        Decision.Versions versions = subject.decision().versions();
        digest.text(versions.policy()).text(versions.catalog());
        return Bytes.of(digest.sum());
    }
}
