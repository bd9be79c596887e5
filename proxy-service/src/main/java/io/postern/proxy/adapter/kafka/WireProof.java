package io.postern.proxy.adapter.kafka;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.events.decision.Access;
import io.postern.events.decision.AnalysableQuery;
import io.postern.events.decision.DecisionMade;
import io.postern.events.decision.Proof;
import io.postern.events.decision.QueryVerb;
import io.postern.events.decision.RelationAccess;
import io.postern.proxy.statement.ProofTerms;

/** What a decision wants proven, from event fields. */
final class WireProof {

    private WireProof() {}

    /**
     * @throws IllegalArgumentException for terms that this version does not know
     */
    static Optional<ProofTerms> terms(DecisionMade made) {
        Proof proof = made.getProof();
        if (proof == null) {
            if (!made.getQueries().isEmpty()) {
                throw new IllegalArgumentException("queries to analyse without the need for a proof");
            }
            return Optional.empty();
        }
        return Optional.of(new ProofTerms(
                need(proof),
                made.getQueries().stream().map(WireProof::query).toList(),
                made.getGuardedSources().stream()
                        .map(source -> new ProofTerms.GuardedSource(source.getRelationOid(), source.getSql()))
                        .toList()));
    }

    private static ProofTerms.Query query(AnalysableQuery query) {
        return new ProofTerms.Query(
                query.getFrom(),
                query.getTo(),
                query.getParameterTypes(),
                verb(query.getVerb()),
                relations(query.getRelations()),
                Set.copyOf(query.getFunctionOids()),
                Set.copyOf(query.getTypeOids()));
    }

    private static Map<Long, Set<ProofTerms.Access>> relations(List<RelationAccess> relations) {
        Map<Long, Set<ProofTerms.Access>> accesses = new HashMap<>();
        for (RelationAccess relation : relations) {
            Set<ProofTerms.Access> access =
                    accesses.computeIfAbsent(relation.getRelationOid(), oid -> EnumSet.noneOf(ProofTerms.Access.class));
            relation.getAccess().forEach(one -> access.add(access(one)));
        }
        return accesses;
    }

    private static ProofTerms.Need need(Proof proof) {
        return switch (proof) {
            case REQUIRED -> ProofTerms.Need.REQUIRED;
            case WHERE_POSSIBLE -> ProofTerms.Need.WHERE_POSSIBLE;
            case UNKNOWN -> throw unknown("proof");
        };
    }

    private static ProofTerms.Verb verb(QueryVerb verb) {
        return switch (verb) {
            case SELECT -> ProofTerms.Verb.SELECT;
            case INSERT -> ProofTerms.Verb.INSERT;
            case UPDATE -> ProofTerms.Verb.UPDATE;
            case DELETE -> ProofTerms.Verb.DELETE;
            case MERGE -> ProofTerms.Verb.MERGE;
            case UNKNOWN -> throw unknown("verb");
        };
    }

    private static ProofTerms.Access access(Access access) {
        return switch (access) {
            case READ -> ProofTerms.Access.READ;
            case INSERT -> ProofTerms.Access.INSERT;
            case UPDATE -> ProofTerms.Access.UPDATE;
            case DELETE -> ProofTerms.Access.DELETE;
            case UNKNOWN -> throw unknown("access");
        };
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("a " + what + " that this version does not know");
    }
}
