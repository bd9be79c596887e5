package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.postern.pgwire.sql.TokenEdit;
import io.postern.pgwire.sql.Tokens;
import io.postern.proxy.statement.Decision;
import io.postern.proxy.statement.MaskedColumn;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.Safeguards;
import io.postern.proxy.statement.StatementText;
import io.postern.proxy.statement.Verdict;

/** What the first witness may get wrong: each makes a wrong decision of a right one. Where there is a choice, it is seeded. */
enum Mistake {
    NONE {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return right;
        }
    },
    /** Everything is understood, and nothing is edited. */
    EDITS_DROPPED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return edited(right, List.of());
        }
    },
    ONE_EDIT_DROPPED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            List<TokenEdit> left = new ArrayList<>(right.edits());
            if (!left.isEmpty()) {
                left.remove(chance(text).nextInt(left.size()));
            }
            return edited(right, left);
        }
    },
    /** One masked column stands bare in the masking query. */
    MASK_LEFT_OUT {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).bare(text, chance(text)), false);
        }
    },
    /** Another column is masked than should be. */
    OTHER_COLUMN_MASKED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).shifted(text, chance(text)), false);
        }
    },
    FILTER_LEFT_OUT {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).unfiltered(), false);
        }
    },
    /** As {@link #MASK_LEFT_OUT}, also in what the second witness is told to expect. */
    MASK_NEVER_MADE {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).bare(text, chance(text)), true);
        }
    },
    OTHER_MASK_MADE {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).shifted(text, chance(text)), true);
        }
    },
    /** The name of a guarded relation is not seen: nothing is edited, expected or discreet. */
    RELATION_OVERLOOKED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            Set<Long> guarded = terms(right)
                    .map(terms -> terms.guarded().stream()
                            .map(ProofTerms.GuardedSource::relationOid)
                            .collect(Collectors.toSet()))
                    .orElse(Set.of());
            return open(
                    right,
                    terms(right)
                            .map(terms -> new ProofTerms(
                                    terms.need(),
                                    terms.queries().stream()
                                            .map(query -> reading(query, without(query.relations(), guarded)))
                                            .toList(),
                                    List.of())));
        }
    },
    /** Guarded relations are taken for such as anybody may read. */
    GUARD_FORGOTTEN {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return open(right, terms(right).map(terms -> new ProofTerms(terms.need(), terms.queries(), List.of())));
        }
    },
    /** A view is taken for one over nothing guarded: it and all that it may read are expected as they are. */
    VIEW_NOT_EXPANDED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            if (!market.namesView(text.tokens())) {
                return right;
            }
            return open(
                    right,
                    terms(right)
                            .map(terms -> new ProofTerms(
                                    terms.need(),
                                    terms.queries().stream()
                                            .map(query ->
                                                    reading(query, market.all(EnumSet.of(ProofTerms.Access.READ))))
                                            .toList(),
                                    List.of())));
        }
    },
    /** The statement is taken for one without a query, so that nothing is to be analysed. */
    QUERY_OVERLOOKED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return open(right, Optional.empty());
        }
    },
    /** Nothing is edited, and the third witness is told of no column. */
    EDITS_AND_COLUMNS_DROPPED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return with(right, List.of(), right.maskedColumns(), List.of(), right.safeguards());
        }
    },
    /** What is refused is allowed as it stands, to read and change every relation. */
    REFUSAL_OVERLOOKED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return allowed(right, text, market, Set.of());
        }
    },
    /** The policy's filter is lost, here and in what the second witness is told to expect. */
    FILTER_NEVER_MADE {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return withSources(right, source -> MaskingQuery.read(source).unfiltered(), true);
        }
    },
    /** As {@link #REFUSAL_OVERLOOKED}, with functions that nobody declared taken for declared. */
    FUNCTIONS_TAKEN_FOR_DECLARED {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            return allowed(right, text, market, market.functions());
        }
    },
    /** The policy is taken for one without masks. */
    POLICY_FORGOTTEN {
        @Override
        Decision made(Decision right, StatementText text, MarketOids market) {
            Decision open = GUARD_FORGOTTEN.made(right, text, market);
            return with(open, List.of(), List.of(), List.of(), open.safeguards());
        }
    };

    static final long SEED = 20_261_120;

    abstract Decision made(Decision right, StatementText text, MarketOids market);

    /** Whether it is about what the other witnesses know from the first alone: the policy itself. */
    boolean isPolicyItself() {
        return this == FILTER_NEVER_MADE || this == FUNCTIONS_TAKEN_FOR_DECLARED || this == POLICY_FORGOTTEN;
    }

    private static Random chance(StatementText text) {
        return new Random(SEED ^ text.fingerprint().hashCode());
    }

    private static Optional<ProofTerms> terms(Decision decision) {
        return decision.safeguards().proof();
    }

    static Decision with(
            Decision right,
            List<TokenEdit> edits,
            List<MaskedColumn> masked,
            List<MaskedColumn> guarded,
            Safeguards safeguards) {
        return new Decision(
                right.verdict(),
                right.kind(),
                edits,
                right.pinned(),
                masked,
                guarded,
                right.rules(),
                right.reason(),
                right.approval(),
                right.versions(),
                right.scope(),
                safeguards);
    }

    private static Decision edited(Decision right, List<TokenEdit> edits) {
        return with(right, edits, right.maskedColumns(), right.guardedColumns(), right.safeguards());
    }

    /** As it stands, and as if it touched nothing guarded. */
    private static Decision open(Decision right, Optional<ProofTerms> proof) {
        if (right.edits().isEmpty() && right.maskedColumns().isEmpty()) {
            return right;
        }
        return with(right, List.of(), List.of(), right.guardedColumns(), new Safeguards(proof, Safeguards.Speech.OPEN));
    }

    /** @param told whether the second witness expects the wrong query */
    private static Decision withSources(Decision right, UnaryOperator<String> wrong, boolean told) {
        List<ProofTerms.GuardedSource> sources =
                terms(right).map(ProofTerms::guarded).orElse(List.of());
        List<TokenEdit> edits = right.edits().stream()
                .map(edit -> {
                    String replacement = edit.replacement();
                    for (ProofTerms.GuardedSource source : sources) {
                        replacement = replacement.replace(source.sql(), wrong.apply(source.sql()));
                    }
                    return new TokenEdit(edit.from(), edit.to(), replacement);
                })
                .toList();
        Safeguards safeguards = told
                ? new Safeguards(
                        terms(right)
                                .map(terms -> new ProofTerms(
                                        terms.need(),
                                        terms.queries(),
                                        sources.stream()
                                                .map(source -> new ProofTerms.GuardedSource(
                                                        source.relationOid(), wrong.apply(source.sql())))
                                                .toList())),
                        right.safeguards().speech())
                : right.safeguards();
        return with(right, edits, right.maskedColumns(), right.guardedColumns(), safeguards);
    }

    private static Decision allowed(Decision right, StatementText text, MarketOids market, Set<Long> functions) {
        if (right.verdict() != Verdict.DENY) {
            return right;
        }
        Tokens tokens = text.tokens();
        ProofTerms.Verb verb = tokens.is(0, "update") ? ProofTerms.Verb.UPDATE : ProofTerms.Verb.SELECT;
        ProofTerms.Query query = new ProofTerms.Query(
                0,
                tokens.count(),
                List.of(),
                verb,
                market.all(EnumSet.allOf(ProofTerms.Access.class)),
                functions,
                Set.of());
        return new Decision(
                Verdict.ALLOW,
                verb.name(),
                List.of(),
                right.pinned(),
                List.of(),
                market.masked(),
                right.rules(),
                "",
                Optional.empty(),
                right.versions(),
                right.scope(),
                new Safeguards(
                        Optional.of(new ProofTerms(ProofTerms.Need.REQUIRED, List.of(query), List.of())),
                        Safeguards.Speech.OPEN));
    }

    private static ProofTerms.Query reading(ProofTerms.Query query, Map<Long, Set<ProofTerms.Access>> relations) {
        return new ProofTerms.Query(
                query.from(),
                query.to(),
                query.parameterTypes(),
                query.verb(),
                relations,
                query.functionOids(),
                query.typeOids());
    }

    private static Map<Long, Set<ProofTerms.Access>> without(
            Map<Long, Set<ProofTerms.Access>> relations, Set<Long> left) {
        return relations.entrySet().stream()
                .filter(relation -> !left.contains(relation.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
