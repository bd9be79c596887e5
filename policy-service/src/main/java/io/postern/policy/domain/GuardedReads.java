package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.ColumnUse;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.RelationKind;

/** Puts guards where relations are read: a reference becomes a sub-query with the same columns, in order, under the same name. */
final class GuardedReads {

    private final GuardPlans plans;
    private final GuardedViews views;

    GuardedReads(GuardPlans plans, Views behind) {
        this.plans = plans;
        this.views = new GuardedViews(plans, this, behind);
    }

    /** Whether something that is guarded is behind the relation. */
    boolean isGuarded(RelationUse use) {
        return plans.plan(use.relation()).isGuarded() || views.isOverGuarded(use);
    }

    /** Whether PostgreSQL sees what is behind the relation in its place. */
    boolean isInlined(RelationUse use) {
        return isExpanded(use) && isGuarded(use) && !use.has(RelationUse.Trait.TARGET);
    }

    /** Whether PostgreSQL looks behind the relation. */
    boolean isExpanded(RelationUse use) {
        return use.view().isPresent() && use.relation().kind() != RelationKind.MATERIALIZED_VIEW;
    }

    /**
     * Guards everything that the statement reads, what it changes aside.
     *
     * @return why that cannot be
     */
    Optional<String> guard(StatementAnalysis analysis, Tokens tokens, Rewriting rewriting) {
        if (plans.guardsNothing()) {
            return Optional.empty();
        }
        Map<Integer, List<ColumnUse>> columns =
                analysis.columns().stream().collect(Collectors.groupingBy(ColumnUse::relation));
        List<RelationUse> replaced = new ArrayList<>();
        for (RelationUse use : analysis.relations()) {
            if (use.has(RelationUse.Trait.TARGET) || use.form() == RelationUse.Form.BARE) {
                continue;
            }
            if (plans.plan(use.relation()).isGuarded()) {
                replaced.add(use);
            }
            Optional<String> refusal = guard(use, columns.getOrDefault(use.id(), List.of()), tokens, rewriting);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (rewriting.characters() > Decider.MAX_EDIT_CHARACTERS) {
                return Optional.of("The statement names guarded tables too often.");
            }
        }
        if (!replaced.isEmpty()) {
            new PrimaryKeyGroups(analysis, tokens, replaced).complete(rewriting);
        }
        return Optional.empty();
    }

    private Optional<String> guard(RelationUse use, List<ColumnUse> columns, Tokens tokens, Rewriting rewriting) {
        Optional<String> refusal = refusal(use);
        if (refusal.isPresent() || !isGuarded(use)) {
            return refusal;
        }
        GuardPlan plan = plans.plan(use.relation());
        if (plan.isGuarded()) {
            ProofTerms.GuardedSource source = plan.source(use.has(RelationUse.Trait.ONLY), rewriting.filterTime());
            rewriting.touches(plan);
            rewriting.allows(source);
            note(use, columns, plan, rewriting);
            replace(use, source.sql(), rewriting);
        } else if (use.relation().kind() != RelationKind.MATERIALIZED_VIEW) {
            Optional<String> unreadable = inline(use, rewriting);
            if (unreadable.isPresent()) {
                return unreadable;
            }
        }
        // A sub-query has a name, but no schema.
        columns.stream()
                .map(ColumnUse::span)
                .filter(span -> Spelling.hasSchema(tokens, span))
                .forEach(span -> rewriting.replace(Spelling.schema(span), ""));
        return Optional.empty();
    }

    private Optional<String> inline(RelationUse use, Rewriting rewriting) {
        GuardedViews.Inlined inlined = views.inline(use, rewriting.filterTime());
        if (inlined.refusal().isEmpty()) {
            rewriting.include(inlined.rewriting());
            replace(use, inlined.sql(), rewriting);
        }
        return inlined.refusal();
    }

    private Optional<String> refusal(RelationUse use) {
        Optional<String> problem = plans.plan(use.relation()).problem();
        if (problem.isPresent()) {
            return problem;
        }
        Optional<String> copy = views.refusalOfCopy(use);
        if (copy.isPresent() || !isGuarded(use)) {
            return copy;
        }
        String table = use.relation().name() + ", which is masked or filtered.";
        if (use.has(RelationUse.Trait.LOCKED)) {
            return Optional.of("Rows cannot be locked (FOR UPDATE, FOR SHARE) in " + table);
        }
        if (use.has(RelationUse.Trait.TABLESAMPLE)) {
            return Optional.of("TABLESAMPLE cannot be used on " + table);
        }
        if (use.has(RelationUse.Trait.SYSTEM_COLUMN)) {
            return Optional.of("System columns such as ctid cannot be used of " + table);
        }
        return Optional.empty();
    }

    private static void replace(RelationUse use, String sql, Rewriting rewriting) {
        String name = Identifiers.quoted(use.rangeName());
        rewriting.replace(
                use.reference(),
                switch (use.form()) {
                    case WITH_ALIAS -> "(" + sql + ")";
                    case WITHOUT_ALIAS, BARE -> "(" + sql + ") AS " + name;
                    case TABLE_COMMAND -> "SELECT * FROM (" + sql + ") AS " + name;
                });
    }

    private static void note(RelationUse use, List<ColumnUse> columns, GuardPlan plan, Rewriting rewriting) {
        boolean all = use.form() == RelationUse.Form.TABLE_COMMAND
                || use.has(RelationUse.Trait.WHOLE_ROW)
                || columns.stream().anyMatch(column -> column.subject() != ColumnUse.Subject.COLUMN);
        plan.masks().stream()
                .filter(masked -> all || columns.stream().anyMatch(column -> isOf(column, masked.column())))
                .forEach(masked -> rewriting.notes(use.relation(), masked));
    }

    private static boolean isOf(ColumnUse use, Column column) {
        return use.column().filter(used -> used.number() == column.number()).isPresent();
    }

    /** The columns, quoted, as a list. */
    static String list(List<Column> columns) {
        return columns.stream().map(column -> Identifiers.quoted(column.name())).collect(Collectors.joining(", "));
    }
}
