package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Utility;
import io.postern.policy.analysis.AnalysablePart;
import io.postern.policy.analysis.Operation;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Catalog;

/** What PostgreSQL is to analyse of one statement, and what it may find there. */
final class Proving {

    private final Catalog catalog;
    private final GuardedReads reads;

    Proving(Catalog catalog, GuardedReads reads) {
        this.catalog = catalog;
        this.reads = reads;
    }

    /**
     * @param types that guards convert to
     */
    List<ProofTerms.Query> queries(StatementAnalysis analysis, Set<Long> types) {
        StatementAnalysis.UserObjects objects = objects(analysis);
        Set<Long> allTypes = new HashSet<>(objects.typeOids());
        types.stream()
                .filter(oid -> catalog.type(oid).isPresent()
                        || catalog.elementType(oid).isPresent())
                .forEach(allTypes::add);
        List<ProofTerms.Query> queries = new ArrayList<>();
        for (AnalysablePart part : analysis.parts()) {
            Span span = part.statement().span();
            queries.add(new ProofTerms.Query(
                    span,
                    part.parameterTypes(),
                    verb(part.statement()),
                    relations(analysis, span),
                    objects.functionOids(),
                    allTypes));
        }
        copied(analysis)
                .ifPresent(span -> queries.add(new ProofTerms.Query(
                        span,
                        List.of(),
                        ProofTerms.Verb.SELECT,
                        relations(analysis, span),
                        objects.functionOids(),
                        allTypes)));
        queries.sort(Comparator.comparingInt(query -> query.span().from()));
        return queries;
    }

    private static ProofTerms.Verb verb(RowStatement statement) {
        return Changes.verb(statement);
    }

    /** Of a guarded table that is copied by name: a query once it is edited. */
    private Optional<Span> copied(StatementAnalysis analysis) {
        return analysis.statement()
                .filter(Utility.Copy.class::isInstance)
                .map(Utility.Copy.class::cast)
                .filter(copy -> !copy.from())
                .filter(copy -> GuardedUtilities.copied(copy, analysis)
                        .filter(reads::isGuarded)
                        .isPresent())
                .map(Utility.Copy::source);
    }

    /** What the statement and the views in it run and convert to. */
    static StatementAnalysis.UserObjects objects(StatementAnalysis analysis) {
        Set<Long> functions = new HashSet<>(analysis.userObjects().functionOids());
        Set<Long> types = new HashSet<>(analysis.userObjects().typeOids());
        for (RelationUse use : analysis.relations()) {
            use.view().map(view -> objects(view.analysis())).ifPresent(behind -> {
                functions.addAll(behind.functionOids());
                types.addAll(behind.typeOids());
            });
        }
        return new StatementAnalysis.UserObjects(functions, types);
    }

    private Map<Long, Set<ProofTerms.Access>> relations(StatementAnalysis analysis, Span span) {
        Map<Long, Set<ProofTerms.Access>> relations = new HashMap<>();
        for (RelationUse use : analysis.relations()) {
            boolean within =
                    use.reference().from() >= span.from() && use.reference().to() <= span.to();
            if (within) {
                add(relations, use, access(analysis, use));
            }
        }
        relations.replaceAll((oid, access) -> Set.copyOf(access));
        return relations;
    }

    private void add(Map<Long, Set<ProofTerms.Access>> relations, RelationUse use, Set<ProofTerms.Access> access) {
        if (!reads.isInlined(use)) {
            relations
                    .computeIfAbsent(use.relation().oid(), oid -> EnumSet.noneOf(ProofTerms.Access.class))
                    .addAll(access);
        }
        if (reads.isExpanded(use)) {
            Set<ProofTerms.Access> behind = EnumSet.copyOf(access);
            behind.add(ProofTerms.Access.READ);
            use.view().orElseThrow().analysis().relations().forEach(inner -> add(relations, inner, behind));
        }
    }

    private Set<ProofTerms.Access> access(StatementAnalysis analysis, RelationUse use) {
        EnumSet<ProofTerms.Access> access = EnumSet.noneOf(ProofTerms.Access.class);
        if (!use.has(RelationUse.Trait.TARGET)) {
            access.add(ProofTerms.Access.READ);
        }
        for (Operation operation : analysis.operations()) {
            operation
                    .change()
                    .filter(change -> change.target().id() == use.id())
                    .ifPresent(change -> access.addAll(access(operation, change)));
        }
        if (use.has(RelationUse.Trait.TARGET) && reads.isGuarded(use)) {
            // A filter reads it.
            access.add(ProofTerms.Access.READ);
        }
        return access;
    }

    private static Set<ProofTerms.Access> access(Operation operation, Operation.Change change) {
        EnumSet<ProofTerms.Access> access = EnumSet.noneOf(ProofTerms.Access.class);
        switch (operation.kind()) {
            case INSERT -> access.add(ProofTerms.Access.INSERT);
            case UPDATE -> access.add(ProofTerms.Access.UPDATE);
            case DELETE -> access.add(ProofTerms.Access.DELETE);
            case SELECT, MERGE, TRANSACTION, SET, SHOW, EXPLAIN, COPY, CURSOR, PREPARED, DDL, OTHER, EMPTY -> {
                // An operation that has a target is one of the three above.
            }
        }
        if (change.readsTarget()) {
            access.add(ProofTerms.Access.READ);
        }
        if (change.updatesOnConflict()) {
            access.add(ProofTerms.Access.UPDATE);
        }
        return access;
    }
}
