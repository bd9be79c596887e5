package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.postern.pgsql.tree.Span;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.policy.catalog.Relation;

/** Gathers what guarding makes of the tokens of one text, or of one view's definition. Confined to one decision. */
final class Rewriting {

    private final Map<Span, TokenEdit> replacements = new LinkedHashMap<>();
    private final List<TokenEdit> insertions = new ArrayList<>();
    private final Map<ColumnName, Decision.MaskedColumn> masked = new LinkedHashMap<>();
    private final Set<ProofTerms.GuardedSource> sources = new LinkedHashSet<>();
    private final Set<Long> types = new LinkedHashSet<>();
    private final FilterTime filterTime;
    private boolean guarded;
    private int characters;

    Rewriting(FilterTime filterTime) {
        this.filterTime = filterTime;
    }

    /** When row filters have to be applied. */
    FilterTime filterTime() {
        return filterTime;
    }

    /** Replaces tokens; what has been said of the same tokens before counts no more. */
    void replace(Span span, String sql) {
        characters += sql.length();
        replacements.put(span, new TokenEdit(span.from(), span.to(), sql));
    }

    /** Inserts before a token; several insertions at one place are made in their order. */
    void insert(int before, String sql) {
        characters += sql.length();
        insertions.add(new TokenEdit(before, before, sql));
    }

    /** In the order of the text. */
    List<TokenEdit> edits() {
        List<TokenEdit> edits = new ArrayList<>(insertions);
        edits.addAll(replacements.values());
        edits.sort(Comparator.comparingInt(TokenEdit::from).thenComparingInt(TokenEdit::to));
        return edits;
    }

    /** Of all replacements and insertions together. */
    int characters() {
        return characters;
    }

    /** A guarded relation is read or changed. */
    void touches(GuardPlan plan) {
        guarded = true;
        types.addAll(plan.types());
    }

    /** A guarded relation may be read in this form. */
    void allows(ProofTerms.GuardedSource source) {
        sources.add(source);
    }

    /** A guarded relation is changed, and tells so what may be seen of it; where it is read as well, that does. */
    void allowsOnTarget(ProofTerms.GuardedSource source) {
        if (sources.stream().noneMatch(known -> known.relationOid() == source.relationOid())) {
            sources.add(source);
        }
    }

    /** A masked column is read or touched. */
    void notes(Relation relation, GuardPlan.Masked column) {
        Decision.MaskedColumn noted = GuardPlans.masked(relation, column);
        masked.putIfAbsent(noted.name(), noted);
    }

    /** Takes in what was found behind a view. */
    void include(Rewriting other) {
        other.masked.forEach(masked::putIfAbsent);
        sources.addAll(other.sources);
        types.addAll(other.types);
        guarded |= other.guarded;
    }

    boolean isGuarded() {
        return guarded;
    }

    List<Decision.MaskedColumn> maskedColumns() {
        return List.copyOf(masked.values());
    }

    List<ProofTerms.GuardedSource> sources() {
        return List.copyOf(sources);
    }

    /** Types outside pg_catalog, and others, that masks and filters convert to. */
    Set<Long> types() {
        return types;
    }
}
