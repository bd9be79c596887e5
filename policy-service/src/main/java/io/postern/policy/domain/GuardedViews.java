package io.postern.policy.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.ColumnOrigin;
import io.postern.policy.analysis.ExpandedView;
import io.postern.policy.analysis.Lineage;
import io.postern.policy.analysis.OutputColumn;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.View;

/** Views over guarded relations: replaced by their definitions, guarded in turn. Thread-safe. */
final class GuardedViews {

    /**
     * A view as a query.
     *
     * @param rewriting what was found behind it
     * @param refusal why it cannot be read; then there is no query
     */
    record Inlined(String sql, Rewriting rewriting, Optional<String> refusal) {}

    private final GuardPlans plans;
    private final GuardedReads reads;
    private final Views views;
    private final Map<Relation, Boolean> overGuarded = new ConcurrentHashMap<>();
    private final Map<Inlining, Inlined> inlined = new ConcurrentHashMap<>();

    private record Inlining(Relation view, FilterTime time) {}

    GuardedViews(GuardPlans plans, GuardedReads reads, Views views) {
        this.plans = plans;
        this.reads = reads;
        this.views = views;
    }

    /** Whether a view, at whatever depth, reads a guarded relation. */
    boolean isOverGuarded(RelationUse use) {
        if (use.view().isEmpty()) {
            return false;
        }
        Boolean known = overGuarded.get(use.relation());
        if (known == null) {
            known = use.view().get().analysis().relations().stream().anyMatch(reads::isGuarded);
            overGuarded.put(use.relation(), known);
        }
        return known;
    }

    /** The query that stands for a view over guarded relations. */
    Inlined inline(RelationUse use, FilterTime time) {
        Inlining inlining = new Inlining(use.relation(), time);
        Inlined known = inlined.get(inlining);
        if (known == null) {
            known = inline(use.relation(), use.view().orElseThrow(), time);
            inlined.put(inlining, known);
        }
        return known;
    }

    private Inlined inline(Relation view, ExpandedView expanded, FilterTime time) {
        Rewriting rewriting = new Rewriting(time);
        Optional<String> refusal = reads.guard(expanded.analysis(), expanded.definition(), rewriting);
        if (refusal.isPresent()) {
            return new Inlined(
                    "", rewriting, Optional.of("View " + view.name() + " cannot be read here: " + refusal.get()));
        }
        String columns = view.columns().isEmpty() ? "" : " (" + GuardedReads.list(view.columns()) + ")";
        String sql = "SELECT * FROM (" + text(expanded.definition(), rewriting) + ") AS "
                + Identifiers.quoted(view.name().name()) + columns;
        boolean barrier = view.view().filter(View::securityBarrier).isPresent();
        return new Inlined(barrier ? sql + " OFFSET 0" : sql, rewriting, Optional.empty());
    }

    /** The definition with its edits, without a semicolon at its end. */
    private static String text(Tokens definition, Rewriting rewriting) {
        List<TokenEdit> edits = rewriting.edits();
        int last = definition.count() - 1;
        if (last >= 0 && definition.is(last, ';')) {
            edits.add(new TokenEdit(last, last + 1, ""));
        }
        return TokenEdits.apply(definition.sql(), definition, edits).asString().strip();
    }

    /**
     * A materialized view is a copy that was made with its owner's eyes: why this one must not be read.
     *
     * <p>It may be where the policy guards it as well as what it was made from.
     */
    Optional<String> refusalOfCopy(RelationUse use) {
        Relation copy = use.relation();
        if (copy.kind() != RelationKind.MATERIALIZED_VIEW) {
            return Optional.empty();
        }
        boolean safe = use.view().isPresent()
                ? !isOverGuarded(use) || isGuardedItself(use, use.view().get())
                : plans.guardsNothing();
        return safe
                ? Optional.empty()
                : Optional.of("Materialized view " + copy.name()
                        + " holds a copy of masked or filtered data; ask for masks on its own columns.");
    }

    private boolean isGuardedItself(RelationUse use, ExpandedView expanded) {
        Relation copy = use.relation();
        List<RelationUse> behind = views.behind(use).uses();
        if (behind.stream().anyMatch(inner -> inner.relation().kind() == RelationKind.MATERIALIZED_VIEW)) {
            return false;
        }
        Lineage lineage = expanded.analysis().lineage();
        Set<ColumnOrigin> masked = new HashSet<>();
        boolean filtered = false;
        for (RelationUse inner : behind) {
            GuardPlan plan = plans.plan(inner.relation());
            filtered |= plan.isFiltered() || plan.problem().isPresent();
            plan.masks()
                    .forEach(mask -> masked.add(new ColumnOrigin(
                            inner.relation().oid(), mask.column().number())));
        }
        GuardPlan own = plans.plan(copy);
        Map<String, Set<ColumnOrigin>> origins = new HashMap<>();
        for (OutputColumn output : lineage.outputs()) {
            origins.merge(
                    output.name(),
                    output.origins(),
                    (one, other) -> Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet()));
        }
        boolean columnsMasked = lineage.outputs().size() == copy.columns().size()
                && copy.columns().stream()
                        .filter(column -> own.mask(column).isEmpty())
                        .allMatch(column -> origins.containsKey(column.name())
                                && origins.get(column.name()).stream().noneMatch(masked::contains));
        boolean selectionTells = Stream.of(lineage.predicates(), lineage.groupKeys(), lineage.sortKeys())
                .flatMap(Set::stream)
                .anyMatch(masked::contains);
        return columnsMasked && !selectionTells && (!filtered || own.isFiltered());
    }
}
