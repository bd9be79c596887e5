package io.postern.policy.domain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.ColumnUse;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Relation;

/**
 * Guards relations that are changed. No sub-query can stand in their place: where their masked columns are looked at, the mask does;
 * their filters join the condition.
 */
final class GuardedTargets {

    private static final String GUARDED = "masked or filtered";

    private final GuardPlans plans;
    private final GuardedReads reads;
    private final FunctionGrants functions;

    GuardedTargets(GuardPlans plans, GuardedReads reads, FunctionGrants functions) {
        this.plans = plans;
        this.reads = reads;
        this.functions = functions;
    }

    /**
     * Guards every target of the statement.
     *
     * @return why that cannot be
     */
    Optional<String> guard(StatementAnalysis analysis, Tokens tokens, Rewriting rewriting) {
        if (analysis.relations().stream().noneMatch(use -> use.has(RelationUse.Trait.TARGET))) {
            return Optional.empty();
        }
        Map<Span, Changes> changes = Changes.in(analysis);
        Map<Integer, List<ColumnUse>> columns =
                analysis.columns().stream().collect(Collectors.groupingBy(ColumnUse::relation));
        for (RelationUse use : analysis.relations()) {
            if (use.has(RelationUse.Trait.TARGET)) {
                Optional<Target> target = Optional.ofNullable(changes.get(use.reference()))
                        .map(change -> new Target(
                                use,
                                plans.plan(use.relation()),
                                change,
                                columns.getOrDefault(use.id(), List.of()),
                                tokens));
                Optional<String> refusal = guard(use, target, rewriting);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> guard(RelationUse use, Optional<Target> target, Rewriting rewriting) {
        Relation relation = use.relation();
        GuardPlan plan = plans.plan(relation);
        if (plan.problem().isPresent()) {
            return plan.problem();
        }
        if (hasRules(use)) {
            return Optional.of(
                    "Rows of " + relation.name() + " cannot be changed: it has rules that rewrite statements.");
        }
        if (!reads.isGuarded(use)) {
            return Optional.empty();
        }
        if (!plan.isGuarded()) {
            return Optional.of("Rows cannot be changed through " + relation.name()
                    + ", which shows masked or filtered data; change the table beneath it.");
        }
        if (plans.family(relation).stream()
                .flatMap(member -> member.behaviour().writeFunctions().stream())
                .anyMatch(function -> !functions.allows(function))) {
            return Optional.of("Changes of " + relation.name()
                    + ", which is masked or filtered, run functions (of triggers, defaults or checks) that are not permitted"
                    + " here.");
        }
        rewriting.touches(plan);
        rewriting.allowsOnTarget(plan.source(use.has(RelationUse.Trait.ONLY), rewriting.filterTime()));
        plan.masks().forEach(masked -> rewriting.notes(relation, masked));
        if (use.form() == RelationUse.Form.BARE) {
            return plan.isFiltered() ? Optional.of(unfit("COPY FROM", relation, "filtered")) : Optional.empty();
        }
        return target.map(guarded -> guarded.guard(rewriting))
                .orElseGet(() -> Optional.of(unfit("This statement", relation, GUARDED)));
    }

    private static boolean hasRules(RelationUse use) {
        return use.relation().behaviour().hasRules()
                || use.view().stream()
                        .flatMap(view -> view.analysis().relations().stream())
                        .anyMatch(GuardedTargets::hasRules);
    }

    private static String unfit(String what, Relation relation, String how) {
        return what + " cannot be used on " + relation.name() + ", which is " + how + " here.";
    }

    /** One guarded target and the statement that changes it. */
    private record Target(RelationUse use, GuardPlan plan, Changes changes, List<ColumnUse> columns, Tokens tokens) {

        Optional<String> guard(Rewriting rewriting) {
            Optional<String> refusal = refusal(columns);
            if (refusal.isEmpty()) {
                refusal = columns.stream()
                        .filter(column -> !isProposed(column))
                        .flatMap(column -> guard(column, rewriting).stream())
                        .findFirst();
            }
            if (refusal.isEmpty() && plan.isFiltered()) {
                refusal = filter(rewriting);
            }
            nameReturned(columns, rewriting);
            return refusal;
        }

        private Relation relation() {
            return use.relation();
        }

        private String verb() {
            return changes.verb().name();
        }

        private Optional<String> refusal(List<ColumnUse> columns) {
            boolean insert = changes.verb() == ProofTerms.Verb.INSERT;
            boolean merge = changes.verb() == ProofTerms.Verb.MERGE;
            if (plan.isFiltered() && (insert || merge)) {
                return Optional.of(unfit(verb(), relation(), "filtered"));
            }
            if (changes.isAtCursor()) {
                return Optional.of(unfit("WHERE CURRENT OF", relation(), GUARDED));
            }
            Optional<String> filterColumn =
                    changes.assigned().filter(plan::filtersBy).findFirst();
            if (filterColumn.isPresent()) {
                return Optional.of("Column " + filterColumn.get() + " of "
                        + relation().name() + " cannot be changed: which rows may be seen depends on it.");
            }
            if (merge && columns.stream().anyMatch(this::tellsOfMasked)) {
                return Optional.of("MERGE must not look at masked columns, whole rows or system columns of "
                        + relation().name() + "; use UPDATE or INSERT.");
            }
            return changes.onConflict().flatMap(conflict -> refusal(conflict, columns));
        }

        /** What would conflict tells which values are there. */
        private Optional<String> refusal(Insert.OnConflict conflict, List<ColumnUse> columns) {
            boolean unnamed = conflict.arbiters().isEmpty() && !plan.masks().isEmpty();
            boolean looksAtMasked = columns.stream()
                    .filter(column -> column.place() == ColumnUse.Place.CONFLICT)
                    .filter(column -> !isProposed(column))
                    .anyMatch(this::tellsOfMasked);
            return unnamed || looksAtMasked
                    ? Optional.of("ON CONFLICT on " + relation().name()
                            + " has to name columns that are not masked, and to look at no masked column.")
                    : Optional.empty();
        }

        /** A column of the row that an INSERT proposes: what the statement itself brings. */
        private boolean isProposed(ColumnUse column) {
            return column.place() == ColumnUse.Place.CONFLICT
                    && column.subject() == ColumnUse.Subject.COLUMN
                    && Spelling.isQualifiedBy(tokens, column.span(), "excluded")
                    && !use.rangeName().equals("excluded");
        }

        private boolean tellsOfMasked(ColumnUse column) {
            return switch (column.subject()) {
                case COLUMN -> column.column().flatMap(plan::mask).isPresent();
                case WHOLE_ROW, ALL_COLUMNS, SYSTEM_COLUMN -> true;
            };
        }

        private Optional<String> guard(ColumnUse column, Rewriting rewriting) {
            boolean returned = column.place() == ColumnUse.Place.RETURNING;
            return switch (column.subject()) {
                case WHOLE_ROW -> Optional.of(unfit("The whole row as one value", relation(), GUARDED));
                case SYSTEM_COLUMN -> Optional.of(unfit("A system column such as ctid", relation(), GUARDED));
                case ALL_COLUMNS ->
                    returned && Spelling.isStar(tokens, column.span())
                            ? expand(column.span(), rewriting)
                            : Optional.of("Name the columns of " + relation().name() + ", which is " + GUARDED + ".");
                case COLUMN -> mask(column, rewriting);
            };
        }

        private Optional<String> mask(ColumnUse column, Rewriting rewriting) {
            boolean returned = column.place() == ColumnUse.Place.RETURNING;
            Optional<GuardPlan.Masked> masked = column.column().flatMap(plan::mask);
            if (masked.isEmpty()) {
                return Optional.empty();
            }
            if (!returned && column.place() != ColumnUse.Place.PREDICATE) {
                return Optional.of("Masked column " + relation().name() + "."
                        + masked.get().column().name() + " cannot be read in "
                        + verb() + " outside its WHERE and RETURNING: a masked value would be written.");
            }
            String reference = Spelling.of(tokens, column.span());
            rewriting.replace(column.span(), "(" + masked.get().sql(reference) + ")");
            return Optional.empty();
        }

        /** A star in RETURNING: the columns of the target first, then those of each item of FROM. */
        private Optional<String> expand(Span star, Rewriting rewriting) {
            boolean bare = Spelling.tokens(star) == 1;
            String qualifier = bare
                    ? Identifiers.quoted(use.rangeName()) + "."
                    : Spelling.of(tokens, new Span(star.from(), star.to() - 1));
            String columns = relation().columns().stream()
                    .map(column -> {
                        String reference = qualifier + Identifiers.quoted(column.name());
                        return plan.mask(column)
                                .map(masked -> masked.sql(reference) + " AS " + Identifiers.quoted(column.name()))
                                .orElse(reference);
                    })
                    .collect(Collectors.joining(", "));
            if (!bare) {
                rewriting.replace(star, columns);
                return Optional.empty();
            }
            StringBuilder all = new StringBuilder(columns);
            for (FromItem item : changes.from()) {
                Optional<String> name = rangeName(item);
                if (name.isEmpty()) {
                    return Optional.of("Name the columns in RETURNING: a star cannot be used on "
                            + relation().name() + ", which is masked or filtered, beside a join.");
                }
                all.append(", ").append(Identifiers.quoted(name.get())).append(".*");
            }
            rewriting.replace(star, all.toString());
            return Optional.empty();
        }

        private static Optional<String> rangeName(FromItem item) {
            if (item instanceof FromItem.Table table) {
                return Optional.of(table.alias()
                        .map(alias -> alias.name().text())
                        .orElse(table.name().last().text()));
            }
            return item instanceof FromItem.Derived derived
                    ? derived.alias().map(alias -> alias.name().text())
                    : Optional.empty();
        }

        /** A mask in place of a column takes the name away that the result had from it. */
        private void nameReturned(List<ColumnUse> columns, Rewriting rewriting) {
            for (Query.Target target : changes.returned()) {
                boolean masks = columns.stream()
                        .filter(column -> column.place() == ColumnUse.Place.RETURNING)
                        .filter(column -> column.column().flatMap(plan::mask).isPresent())
                        .anyMatch(column -> isWithin(column.span(), target.span()));
                if (masks && target.alias().isEmpty()) {
                    OutputNames.of(target.value())
                            .ifPresent(name -> rewriting.insert(target.span().to(), " AS " + Identifiers.quoted(name)));
                }
            }
        }

        private static boolean isWithin(Span inner, Span outer) {
            return inner.from() >= outer.from() && inner.to() <= outer.to();
        }

        /** Joins the filter to the condition, by the words around it: they stand where they stand however it is parenthesised. */
        private Optional<String> filter(Rewriting rewriting) {
            String condition =
                    plan.condition(Identifiers.quoted(use.rangeName()) + ".").orElseThrow();
            int end = changes.returning()
                    .map(returning -> returning.span().from())
                    .orElse(changes.statement().span().to());
            Optional<Expression> where = changes.where();
            if (where.isEmpty()) {
                rewriting.insert(end, " WHERE " + condition);
                return Optional.empty();
            }
            int start = where.get().span().from();
            while (start > 0 && tokens.is(start - 1, '(')) {
                start--;
            }
            boolean sound = start > 0
                    && tokens.is(start - 1, "where")
                    && where.get().span().to() <= end
                    && isBalanced(start, end)
                    && (changes.returning().isEmpty() || tokens.is(end, "returning"));
            if (!sound) {
                return Optional.of("The condition of this " + verb().toLowerCase(Locale.ROOT)
                        + " cannot be joined with the row filter of "
                        + relation().name() + ".");
            }
            switch (rewriting.filterTime()) {
                case WITH_CONDITIONS -> {
                    rewriting.insert(start, "(");
                    rewriting.insert(end, ") AND " + condition);
                }
                case FIRST -> {
                    rewriting.insert(start, "CASE WHEN " + condition + " THEN (");
                    rewriting.insert(end, ") ELSE false END AND " + condition);
                }
            }
            return Optional.empty();
        }

        private boolean isBalanced(int from, int to) {
            int depth = 0;
            for (int i = from; i < to && depth >= 0; i++) {
                depth += tokens.is(i, '(') ? 1 : tokens.is(i, ')') ? -1 : 0;
            }
            return depth == 0;
        }
    }
}
