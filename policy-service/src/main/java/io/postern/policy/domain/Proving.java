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
    private final Views views;
    private final GuardedReads reads;

    Proving(Catalog catalog, Views views, GuardedReads reads) {
        this.catalog = catalog;
        this.views = views;
        this.reads = reads;
    }

    /**
     * @param types that guards convert to
     */
    List<ProofTerms.Query> queries(StatementAnalysis analysis, Set<Long> types) {
        StatementAnalysis.UserObjects objects = views.objects(analysis);
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

    private Map<Long, Set<ProofTerms.Access>> relations(StatementAnalysis analysis, Span span) {
        Map<Long, Set<ProofTerms.Access>> relations = new HashMap<>();
        Map<Integer, List<Operation>> changes = new HashMap<>();
        for (Operation operation : analysis.operations()) {
            operation
                    .change()
                    .ifPresent(change -> changes.computeIfAbsent(change.target().id(), id -> new ArrayList<>())
                            .add(operation));
        }
        for (RelationUse use : analysis.relations()) {
            boolean within =
                    use.reference().from() >= span.from() && use.reference().to() <= span.to();
            if (within) {
                add(relations, use, access(use, changes.getOrDefault(use.id(), List.of())));
            }
        }
        relations.replaceAll((oid, access) -> Set.copyOf(access));
        return relations;
    }

    private void add(Map<Long, Set<ProofTerms.Access>> relations, RelationUse use, Set<ProofTerms.Access> access) {
        put(relations, use, access);
        if (!reads.isExpanded(use)) {
            return;
        }
        EnumSet<ProofTerms.Access> behind = EnumSet.of(ProofTerms.Access.READ);
        behind.addAll(access);
        views.behind(use).uses().forEach(inner -> put(relations, inner, behind));
    }

    private void put(Map<Long, Set<ProofTerms.Access>> relations, RelationUse use, Set<ProofTerms.Access> access) {
        if (!reads.isInlined(use)) {
            relations
                    .computeIfAbsent(use.relation().oid(), oid -> EnumSet.noneOf(ProofTerms.Access.class))
                    .addAll(access);
        }
    }

    private Set<ProofTerms.Access> access(RelationUse use, List<Operation> changes) {
        EnumSet<ProofTerms.Access> access = EnumSet.noneOf(ProofTerms.Access.class);
        if (!use.has(RelationUse.Trait.TARGET)) {
            access.add(ProofTerms.Access.READ);
        }
        for (Operation operation : changes) {
            operation.change().ifPresent(change -> access.addAll(access(operation, change)));
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
