package io.postern.proxy.statement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What PostgreSQL is to analyse before a statement runs, and what its analysis may show.
 *
 * @param queries in the order of the text
 * @param guarded the relations in them that are masked or filtered for the principal, and how alone they may be read
 */
public record ProofTerms(Need need, List<Query> queries, List<GuardedSource> guarded) {

    public ProofTerms {
        queries = List.copyOf(queries);
        guarded = List.copyOf(guarded);
        long relations = guarded.stream()
                .mapToLong(GuardedSource::relationOid)
                .distinct()
                .count();
        if (relations != guarded.size()) {
            throw new IllegalArgumentException("a guarded relation has one source");
        }
    }

    /** What becomes of the statement where PostgreSQL cannot be asked. */
    public enum Need {
        /** It is refused. */
        REQUIRED,
        /** It runs on the word of the other witnesses. */
        WHERE_POSSIBLE
    }

    public enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        MERGE
    }

    public enum Access {
        READ,
        INSERT,
        UPDATE,
        DELETE
    }

    /**
     * A part of the statement that stands alone.
     *
     * @param from its first token, counted from 0 in the text as it was sent
     * @param to after its last token
     * @param parameterTypes as PREPARE spells them
     * @param relations everything that may appear in it once views are expanded, and what may be done to it
     * @param functionOids outside pg_catalog
     * @param typeOids outside pg_catalog
     */
    public record Query(
            int from,
            int to,
            List<String> parameterTypes,
            Verb verb,
            Map<Long, Set<Access>> relations,
            Set<Long> functionOids,
            Set<Long> typeOids) {

        public Query {
            parameterTypes = List.copyOf(parameterTypes);
            relations = Map.copyOf(relations);
            functionOids = Set.copyOf(functionOids);
            typeOids = Set.copyOf(typeOids);
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a query has at least one token");
            }
        }
    }

    /**
     * The only form in which rows of the relation may be read.
     *
     * @param sql a whole query
     */
    public record GuardedSource(long relationOid, String sql) {

        @Override
        public String toString() {
            return "GuardedSource[" + relationOid + "]";
        }
    }
}
