package io.postern.proxy.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.postern.pgwire.Bytes;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.proof.Difference.Kind;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.ProofTerms.GuardedSource;
import io.postern.proxy.statement.Session;
import io.postern.proxy.statement.StatementText;

/**
 * Has the queries of a statement analysed one by one, and remembers what agreed. What cannot be read of a server's answer is
 * a difference; only where there is no answer a proof is impossible.
 */
public final class ProofDesk implements Proofs {

    private static final int MAX_PROVEN = 20_000;
    private static final int MAX_REFERENCES = 2_000;
    private static final int MAX_TYPES = 10_000;
    private static final int MAX_PARTS = 100;
    private static final ProofOutcome AGREED = new ProofOutcome.Agreed();

    private final Analysts analysts;
    private final TreeLimits limits;
    private final Bounded<Bytes, Boolean> proven = new Bounded<>(MAX_PROVEN);
    private final Bounded<SourceKey, Reference> references = new Bounded<>(MAX_REFERENCES);
    private final Bounded<TypeKey, Long> types = new Bounded<>(MAX_TYPES);

    private record SourceKey(Standpoint standpoint, GuardedSource source) {}

    private record TypeKey(Standpoint standpoint, String name) {}

    public ProofDesk(Analysts analysts, TreeLimits limits) {
        this.analysts = analysts;
        this.limits = limits;
    }

    /** Thrown through stages: the outcome is there before the end. */
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ProofOutcome outcome;

        Ended(ProofOutcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    /** What is to be proven. */
    private record Case(
            Standpoint standpoint,
            Decision decision,
            ProofTerms terms,
            StatementText text,
            List<Long> parameterTypes,
            Map<Long, Reference> references) {}

    @Override
    public CompletionStage<ProofOutcome> prove(
            Session session, Decision decision, StatementText text, List<Long> parameterTypes) {
        ProofTerms terms = decision.safeguards().proof().orElse(null);
        if (terms == null) {
            return CompletableFuture.completedFuture(AGREED);
        }
        Standpoint standpoint = new Standpoint(
                session.database(),
                session.role(),
                session.searchPath(),
                decision.versions().catalog());
        Bytes shape = ProvenShape.of(standpoint, decision, terms, text, parameterTypes);
        if (proven.get(shape) != null) {
            return CompletableFuture.completedFuture(AGREED);
        }
        Deque<String> copied = new ArrayDeque<>(StatementPart.copied(text, terms.queries()));
        if (terms.queries().size() + terms.guarded().size() + copied.size() > MAX_PARTS) {
            return CompletableFuture.completedFuture(differs("too many parts"));
        }
        if (StatementPart.hasBrokenName(text.tokens())) {
            return CompletableFuture.completedFuture(differs("a name with a line end"));
        }
        if (StatementPart.isLeftOut(text, terms.queries())) {
            return CompletableFuture.completedFuture(differs("a part that is not analysed"));
        }
        Case open = new Case(standpoint, decision, terms, text, List.copyOf(parameterTypes), new HashMap<>());
        return CompletableFuture.completedFuture(new ArrayDeque<>(terms.guarded()))
                .thenCompose(sources -> findReferences(open, sources))
                .thenCompose(found -> queries(open, new ArrayDeque<>(terms.queries())))
                .thenCompose(found -> copies(open, copied))
                .thenApply(agreed -> {
                    proven.put(shape, Boolean.TRUE);
                    return AGREED;
                })
                .exceptionally(ProofDesk::ended);
    }

    private static ProofOutcome differs(String detail) {
        return new ProofOutcome.Disagreed(List.of(new Difference(Kind.UNKNOWN_STRUCTURE, 0, detail)));
    }

    private static ProofOutcome ended(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof Ended ended) {
            return ended.outcome;
        }
        return differs("the proof failed: " + cause.getClass().getSimpleName());
    }

    private CompletionStage<Void> findReferences(Case open, Deque<GuardedSource> sources) {
        GuardedSource source = sources.poll();
        if (source == null) {
            return CompletableFuture.completedFuture(null);
        }
        SourceKey key = new SourceKey(open.standpoint(), source);
        Reference known = references.get(key);
        if (known != null) {
            open.references().put(source.relationOid(), known);
            return findReferences(open, sources);
        }
        return analysts.analyse(open.standpoint(), sql(source.sql()), List.of()).thenCompose(analysis -> {
            Reference reference = reference(source, analysis);
            references.put(key, reference);
            open.references().put(source.relationOid(), reference);
            return findReferences(open, sources);
        });
    }

    private Reference reference(GuardedSource source, Analysis analysis) {
        if (analysis instanceof Analysis.Rejected rejected) {
            // Not the client's text: nothing of it may reach the client.
            throw new Ended(differs("a source that is refused: " + rejected.sqlState()));
        }
        try {
            return Reference.of(source.relationOid(), read(printed(analysis)));
        } catch (UnreadableTree e) {
            throw new Ended(differs(String.valueOf(e.getMessage())));
        }
    }

    private CompletionStage<Void> queries(Case open, Deque<ProofTerms.Query> queries) {
        ProofTerms.Query query = queries.poll();
        if (query == null) {
            return CompletableFuture.completedFuture(null);
        }
        SqlText part = part(open, query);
        return types(open, query)
                .thenCompose(parameterTypes -> analysts.analyse(open.standpoint(), part, parameterTypes))
                .thenCompose(analysis -> {
                    check(open, query, printed(analysis));
                    return queries(open, queries);
                });
    }

    /** Of what the decision does not tell of, only that it is nothing guarded. */
    private CompletionStage<Void> copies(Case open, Deque<String> relations) {
        String relation = relations.poll();
        if (relation == null) {
            return CompletableFuture.completedFuture(null);
        }
        ProofTerms.Query whole =
                new ProofTerms.Query(0, 1, List.of(), ProofTerms.Verb.SELECT, Map.of(), Set.of(), Set.of());
        return analysts.analyse(open.standpoint(), sql("TABLE ONLY " + relation), List.of())
                .thenCompose(analysis -> {
                    List<Difference> raw = differences(open, whole, printed(analysis)).stream()
                            .filter(difference ->
                                    difference.kind() != Kind.RELATION && difference.kind() != Kind.ACCESS)
                            .toList();
                    if (!raw.isEmpty()) {
                        throw new Ended(new ProofOutcome.Disagreed(raw));
                    }
                    return copies(open, relations);
                });
    }

    private static SqlText part(Case open, ProofTerms.Query query) {
        try {
            return StatementPart.edited(open.text(), open.decision().edits(), query.from(), query.to());
        } catch (IllegalArgumentException e) {
            throw new Ended(differs("edits that do not fit"));
        }
    }

    private void check(Case open, ProofTerms.Query query, Analysis.Printed printed) {
        List<Difference> differences = differences(open, query, printed);
        if (!differences.isEmpty()) {
            throw new Ended(new ProofOutcome.Disagreed(differences));
        }
    }

    private List<Difference> differences(Case open, ProofTerms.Query query, Analysis.Printed printed) {
        try {
            Expected expected = new Expected(
                    query, open.references(), Expected.masked(open.decision().guardedColumns()));
            return ProofChecker.check(expected, new KnownSystem(printed.facts()), read(printed));
        } catch (UnreadableTree e) {
            throw new Ended(differs(String.valueOf(e.getMessage())));
        }
    }

    /** Those that PREPARE spells, where it spells them; else those of the client's Parse. */
    private CompletionStage<List<Long>> types(Case open, ProofTerms.Query query) {
        if (query.parameterTypes().isEmpty()) {
            return CompletableFuture.completedFuture(open.parameterTypes());
        }
        List<Long> known = new ArrayList<>();
        for (String name : query.parameterTypes()) {
            Long type = types.get(new TypeKey(open.standpoint(), name));
            if (type != null) {
                known.add(type);
            }
        }
        if (known.size() == query.parameterTypes().size()) {
            return CompletableFuture.completedFuture(known);
        }
        List<String> names = query.parameterTypes();
        String casts = IntStream.range(0, names.size())
                .mapToObj(i -> "CAST($" + (i + 1) + " AS " + names.get(i) + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
        return analysts.analyse(open.standpoint(), sql(casts), List.of()).thenApply(analysis -> {
            List<Long> found = found(printed(analysis), names.size());
            for (int i = 0; i < names.size(); i++) {
                types.put(new TypeKey(open.standpoint(), names.get(i)), found.get(i));
            }
            return found;
        });
    }

    private List<Long> found(Analysis.Printed printed, int count) {
        try {
            return ParameterTypes.of(read(printed), count);
        } catch (UnreadableTree e) {
            throw new Ended(differs(String.valueOf(e.getMessage())));
        }
    }

    private Tree read(Analysis.Printed printed) throws UnreadableTree {
        return NodeTree.read(printed.text(), limits);
    }

    private static SqlText sql(String text) {
        try {
            return SqlText.of(text);
        } catch (InvalidSqlText e) {
            throw new Ended(differs("a text that is none"));
        }
    }

    private static Analysis.Printed printed(Analysis analysis) {
        if (analysis instanceof Analysis.Printed printed) {
            return printed;
        }
        if (analysis instanceof Analysis.Rejected rejected) {
            throw new Ended(new ProofOutcome.Rejected(rejected.sqlState(), rejected.message()));
        }
        if (analysis instanceof Analysis.Unavailable unavailable) {
            throw new Ended(new ProofOutcome.Impossible(unavailable.why()));
        }
        throw new Ended(differs("the tree is too large"));
    }
}
