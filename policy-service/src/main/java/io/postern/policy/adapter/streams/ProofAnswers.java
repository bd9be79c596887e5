package io.postern.policy.adapter.streams;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.postern.events.decision.Access;
import io.postern.events.decision.AnalysableQuery;
import io.postern.events.decision.GuardedSource;
import io.postern.events.decision.Proof;
import io.postern.events.decision.QueryVerb;
import io.postern.events.decision.RelationAccess;
import io.postern.policy.domain.ProofTerms;

/** What PostgreSQL is to analyse, as event fields. */
final class ProofAnswers {

    private ProofAnswers() {}

    static Proof proof(ProofTerms terms) {
        return switch (terms.proof()) {
            case REQUIRED -> Proof.REQUIRED;
            case WHERE_POSSIBLE -> Proof.WHERE_POSSIBLE;
        };
    }

    static List<AnalysableQuery> queries(ProofTerms terms) {
        return terms.queries().stream().map(ProofAnswers::query).toList();
    }

    private static AnalysableQuery query(ProofTerms.Query query) {
        return AnalysableQuery.newBuilder()
                .setFrom(query.span().from())
                .setTo(query.span().to())
                .setParameterTypes(query.parameterTypes())
                .setVerb(verb(query.verb()))
                .setRelations(query.relations().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(relation -> new RelationAccess(relation.getKey(), access(relation.getValue())))
                        .toList())
                .setFunctionOids(query.functions().stream().sorted().toList())
                .setTypeOids(query.types().stream().sorted().toList())
                .build();
    }

    static List<GuardedSource> sources(ProofTerms terms) {
        return terms.sources().stream()
                .sorted(Comparator.comparingLong(ProofTerms.GuardedSource::relationOid)
                        .thenComparing(ProofTerms.GuardedSource::sql))
                .map(source -> new GuardedSource(source.relationOid(), source.sql()))
                .toList();
    }

    private static QueryVerb verb(ProofTerms.Verb verb) {
        return switch (verb) {
            case SELECT -> QueryVerb.SELECT;
            case INSERT -> QueryVerb.INSERT;
            case UPDATE -> QueryVerb.UPDATE;
            case DELETE -> QueryVerb.DELETE;
            case MERGE -> QueryVerb.MERGE;
        };
    }

    private static List<Access> access(Set<ProofTerms.Access> accesses) {
        return accesses.stream()
                .sorted()
                .map(access -> switch (access) {
                    case READ -> Access.READ;
                    case INSERT -> Access.INSERT;
                    case UPDATE -> Access.UPDATE;
                    case DELETE -> Access.DELETE;
                })
                .toList();
    }
}
