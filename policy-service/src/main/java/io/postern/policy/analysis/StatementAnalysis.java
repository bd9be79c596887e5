package io.postern.policy.analysis;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Statement;

/**
 * What one statement does.
 *
 * @param kind of the statement as a whole; of one that changes rows in a WITH query, the kind of that change
 * @param name for people, such as "DROP TABLE"
 * @param refusal set where the statement has to be refused whatever the policy says, unless it says everything: why, for the client
 * @param statement its syntax; empty for a text without statements
 * @param operations innermost WITH queries first
 * @param relations every reference to a relation outside the system schemas, targets included, in the order of the text; of a view,
 *     those behind it are in its {@link ExpandedView}
 * @param columns every place where one of their columns or rows is named
 * @param userObjects what outside pg_catalog it may run or convert to
 * @param parts what PostgreSQL can analyse, in the order of the text
 */
public record StatementAnalysis(
        StatementKind kind,
        String name,
        Optional<String> refusal,
        Optional<Statement> statement,
        List<Operation> operations,
        List<RelationUse> relations,
        List<ColumnUse> columns,
        Lineage lineage,
        UserObjects userObjects,
        List<AnalysablePart> parts) {

    public StatementAnalysis {
        operations = List.copyOf(operations);
        relations = List.copyOf(relations);
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
    }

    /**
     * Functions and types outside pg_catalog that the names in a statement can stand for, whichever PostgreSQL takes in the end.
     *
     * @param functionOids functions and procedures called, and those behind operators, casts and types
     * @param typeOids types converted to, array types included
     */
    public record UserObjects(Set<Long> functionOids, Set<Long> typeOids) {

        public static final UserObjects NONE = new UserObjects(Set.of(), Set.of());

        public UserObjects {
            functionOids = Set.copyOf(functionOids);
            typeOids = Set.copyOf(typeOids);
        }
    }
}
