package io.postern.policy.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Utility;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.StatementAnalysis;

/** Guards put into one text, or the reason why they cannot be. Confined to one decision. */
final class Guarding {

    private final Standing standing;
    private final Tokens tokens;
    private final FilterTime filterTime;
    private final List<TokenEdit> edits = new ArrayList<>();
    private final Map<ColumnName, Decision.MaskedColumn> masked = new LinkedHashMap<>();
    private final Set<ProofTerms.GuardedSource> sources = new LinkedHashSet<>();
    private final List<ProofTerms.Query> queries = new ArrayList<>();
    private boolean discreet;
    private int characters;

    /**
     * @param statements all of the text
     */
    Guarding(Standing standing, Tokens tokens, List<StatementAnalysis> statements) {
        this.standing = standing;
        this.tokens = tokens;
        filterTime = FilterTime.of(statements);
    }

    /** Takes in one more statement; the result says why it has to be refused. */
    Optional<String> add(StatementAnalysis analysis) {
        Rewriting rewriting = new Rewriting(filterTime);
        Optional<String> refusal = guard(analysis, rewriting);
        if (refusal.isPresent()) {
            return refusal;
        }
        characters += rewriting.characters();
        if (characters > Decider.MAX_EDIT_CHARACTERS) {
            return Optional.of("The statement names guarded tables too often.");
        }
        edits.addAll(rewriting.edits());
        rewriting.maskedColumns().forEach(column -> masked.putIfAbsent(column.name(), column));
        sources.addAll(rewriting.sources());
        if (sources.stream()
                        .map(ProofTerms.GuardedSource::relationOid)
                        .distinct()
                        .count()
                < sources.size()) {
            return Optional.of(
                    "The statement names a masked or filtered table with ONLY and without; send two statements.");
        }
        discreet |= rewriting.isGuarded();
        queries.addAll(standing.proving().queries(analysis, rewriting.types()));
        return Optional.empty();
    }

    private Optional<String> guard(StatementAnalysis analysis, Rewriting rewriting) {
        Optional<Utility> utility =
                analysis.statement().filter(Utility.class::isInstance).map(Utility.class::cast);
        return standing.reads()
                .guard(analysis, tokens, rewriting)
                .or(() -> standing.targets().guard(analysis, tokens, rewriting))
                .or(() -> utility.flatMap(given -> guard(given, analysis, rewriting)));
    }

    private Optional<String> guard(Utility utility, StatementAnalysis analysis, Rewriting rewriting) {
        if (utility instanceof Utility.Copy copy) {
            return standing.utilities().copy(copy, analysis, rewriting);
        }
        return utility instanceof Utility.Explain explain && rewriting.isGuarded()
                ? GuardedUtilities.explain(explain, tokens, rewriting)
                : Optional.empty();
    }

    /** What becomes of the text once every statement was taken in. */
    Treatment treatment(Proof proof) {
        Optional<ProofTerms> terms = queries.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProofTerms(proof, queries, List.copyOf(sources)));
        return new Treatment(
                edits, List.copyOf(masked.values()), standing.plans().guardedColumns(), terms, discreet);
    }
}
