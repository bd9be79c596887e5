package io.postern.policy.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Utility;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;

/** Guards what statements other than queries and changes tell by themselves: COPY of a table by name, and plans. */
final class GuardedUtilities {

    /** The option of EXPLAIN whose numbers are made of what is stored. */
    private static final String COSTS = "costs";

    /** Options of EXPLAIN that tell nothing of rows or values. */
    private static final Set<String> QUIET = Set.of(COSTS, "format");

    private final GuardPlans plans;

    GuardedUtilities(GuardPlans plans) {
        this.plans = plans;
    }

    /** Why a COPY cannot be guarded. */
    Optional<String> copy(Utility.Copy copy, StatementAnalysis analysis, Rewriting rewriting) {
        Optional<RelationUse> named = copied(copy, analysis);
        if (named.isEmpty() || copy.from()) {
            return Optional.empty();
        }
        Relation relation = named.get().relation();
        GuardPlan plan = plans.plan(relation);
        if (plan.problem().isPresent() || !plan.isGuarded()) {
            return plan.problem();
        }
        if (relation.kind() != RelationKind.TABLE) {
            return Optional.of(
                    "Write COPY (SELECT … FROM " + relation.name() + ") TO STDOUT: it is masked or filtered.");
        }
        List<Column> columns = copy.columns().isEmpty()
                ? relation.columns().stream()
                        .filter(column -> !column.generated())
                        .toList()
                : copy.columns().stream()
                        .map(Name::text)
                        .flatMap(name -> relation.column(name).stream())
                        .toList();
        // A table that is copied by name leaves its children out.
        ProofTerms.GuardedSource source = plan.source(true, FilterTime.WITH_CONDITIONS);
        rewriting.touches(plan);
        rewriting.allows(source);
        columns.forEach(column -> plan.mask(column).ifPresent(masked -> rewriting.notes(relation, masked)));
        rewriting.replace(
                copy.source(),
                "(SELECT " + GuardedReads.list(columns) + " FROM (" + source.sql() + ") AS "
                        + Identifiers.quoted(relation.name().name()) + ")");
        return Optional.empty();
    }

    /** What is copied by name to the client. */
    static Optional<RelationUse> copied(Utility.Copy copy, StatementAnalysis analysis) {
        return copy.table().isEmpty()
                ? Optional.empty()
                : analysis.relations().stream()
                        .filter(use -> use.form() == RelationUse.Form.BARE)
                        .findFirst();
    }

    /** Strips a plan of what it would tell of guarded rows; the result says why it cannot be shown. */
    static Optional<String> explain(Utility.Explain explain, Tokens tokens, Rewriting rewriting) {
        Set<String> loud = explain.options().stream()
                .map(Utility.Option::name)
                .filter(option -> !QUIET.contains(option))
                .map(option -> option.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (!loud.isEmpty()) {
            return Optional.of("EXPLAIN with " + String.join(", ", loud)
                    + " cannot be used on what is masked or filtered; leave it out.");
        }
        Span options = explain.optionsSpan();
        if (explain.options().isEmpty()) {
            rewriting.insert(options.from(), "(COSTS OFF)");
            return Optional.empty();
        }
        if (!explain.parenthesised() || !tokens.is(options.to() - 1, ')')) {
            return Optional.of(
                    "Write the options of EXPLAIN in parentheses: the statement reads what is masked or filtered.");
        }
        List<Utility.Option> costs = explain.options().stream()
                .filter(option -> option.name().equals(COSTS))
                .toList();
        costs.forEach(option -> rewriting.replace(option.span(), "COSTS OFF"));
        if (costs.isEmpty()) {
            rewriting.insert(options.to() - 1, ", COSTS OFF");
        }
        return Optional.empty();
    }
}
