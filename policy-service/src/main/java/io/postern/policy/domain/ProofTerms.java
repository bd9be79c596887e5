package io.postern.policy.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.postern.pgsql.tree.Span;

/**
 * What PostgreSQL is to analyse before a text runs, and what its analysis may show.
 *
 * @param queries in the order of the text
 * @param sources the only forms in which rows of guarded relations may be read
 */
public record ProofTerms(Proof proof, List<Query> queries, List<GuardedSource> sources) {

    public ProofTerms {
        queries = List.copyOf(queries);
        sources = List.copyOf(sources);
    }

    /** What PostgreSQL calls a command. */
    public enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        MERGE
    }

    /** What may be done to a relation. */
    public enum Access {
        READ,
        INSERT,
        UPDATE,
        DELETE
    }

    /**
     * A part of the text that PostgreSQL can analyse on its own.
     *
     * @param span its tokens, before edits
     * @param parameterTypes as PREPARE spells them
     * @param relations everything that may appear in it once views are expanded, by object id
     * @param functions outside pg_catalog that may appear in it
     * @param types outside pg_catalog that values may be converted to
     */
    public record Query(
            Span span,
            List<String> parameterTypes,
            Verb verb,
            Map<Long, Set<Access>> relations,
            Set<Long> functions,
            Set<Long> types) {

        public Query {
            parameterTypes = List.copyOf(parameterTypes);
            relations = Map.copyOf(relations);
            functions = Set.copyOf(functions);
            types = Set.copyOf(types);
        }
    }

    /**
     * One form in which rows of a guarded relation may be read; another with ONLY.
     *
     * @param sql a whole query
     */
    public record GuardedSource(long relationOid, String sql) {

        /** Without the query, which may quote constants of a filter. */
        @Override
        public String toString() {
            return "GuardedSource[" + relationOid + "]";
        }
    }
}
