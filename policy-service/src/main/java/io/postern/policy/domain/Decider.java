package io.postern.policy.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Utility;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.Analyser;
import io.postern.policy.analysis.Analysis;
import io.postern.policy.analysis.AnalysisContext;
import io.postern.policy.analysis.FirstWords;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.Catalog;

/** Decides texts under a policy. Equal arguments give equal decisions. Thread-safe. */
public final class Decider {

    /** Of constants that a decision is bound to; more would make decisions as large as what they are about. */
    static final int MAX_PINNED_BYTES = 256 * 1024;

    /** Of SQL put into a text. A masked table costs some hundred characters each time it is named. */
    static final int MAX_EDIT_CHARACTERS = 256 * 1024;

    private final Analyser analyser;
    private final Standings standings;

    public Decider(Analyser analyser) {
        this.analyser = analyser;
        this.standings = new Standings(analyser);
    }

    /** The refusal of a text that is no sequence of tokens. */
    public static Decision unreadable(String why) {
        return Decision.deny(StatementKind.OTHER, notUnderstood(why), Set.of());
    }

    public Decision decide(Policy policy, Catalog catalog, DecisionQuestion question) {
        Tokens tokens = question.tokens();
        Analysis analysis = analyser.analyse(tokens, new AnalysisContext(catalog, question.searchPath()));
        Standing standing = standings.of(policy, catalog, question);
        List<Rule> unrestricting = standing.provisions().unrestricting();
        if (!unrestricting.isEmpty()) {
            return Decision.unrestricted(kindOf(analysis, tokens), Judgement.hits(unrestricting));
        }
        if (analysis instanceof Analysis.Understood understood) {
            Set<Integer> pinned = pinned(tokens, understood.freeSlots());
            if (bytesOf(tokens, pinned) > MAX_PINNED_BYTES) {
                return unreadable("The statement has too many constants; send them as parameters.");
            }
            return decide(
                    standing,
                    policy.proof(),
                    new Guarding(standing, tokens, understood.statements()),
                    understood.statements(),
                    pinned);
        }
        Analysis.NotUnderstood failure = (Analysis.NotUnderstood) analysis;
        Set<Integer> pinned = pinned(tokens, Set.of());
        boolean small = bytesOf(tokens, pinned) <= MAX_PINNED_BYTES;
        return Decision.deny(StatementKind.OTHER, notUnderstood(failure.why()), small ? pinned : Set.of());
    }

    private static Decision.Hit notUnderstood(String why) {
        return new Decision.Hit(Decision.NOT_UNDERSTOOD, Verdict.DENY, why);
    }

    private static Set<Integer> pinned(Tokens tokens, Set<Integer> free) {
        Set<Integer> pinned = new HashSet<>();
        for (int slot = 0; slot < tokens.slotCount(); slot++) {
            if (!free.contains(slot)) {
                pinned.add(slot);
            }
        }
        return pinned;
    }

    private static int bytesOf(Tokens tokens, Set<Integer> slots) {
        return slots.stream()
                .map(tokens::tokenOfSlot)
                .mapToInt(token -> tokens.end(token) - tokens.start(token))
                .sum();
    }

    private static Decision decide(
            Standing standing,
            Proof proof,
            Guarding guarding,
            List<StatementAnalysis> statements,
            Set<Integer> pinned) {
        Judgement judgement = Judgement.of(List.of(), standing.bench());
        for (StatementAnalysis analysis : statements) {
            judgement = judgement.and(judge(analysis, standing, guarding));
        }
        return new Decision(
                judgement.verdict(),
                kindOf(statements),
                judgement.verdict() == Verdict.DENY ? Treatment.NONE : guarding.treatment(proof),
                pinned,
                judgement.hits(),
                judgement.reason(),
                judgement.approval(),
                false);
    }

    private static Judgement judge(StatementAnalysis analysis, Standing standing, Guarding guarding) {
        Judgement judgement = Judgement.of(Need.of(analysis, standing.views()), standing.bench());
        Optional<String> refusal = analysis.refusal().or(() -> unfit(analysis, standing.views()));
        if (refusal.isPresent()) {
            return refused(analysis, judgement, refusal.get());
        }
        if (judgement.verdict() == Verdict.DENY) {
            return judgement;
        }
        FunctionGrants.Use functions = standing.functions().of(standing.views().objects(analysis), standing.plans());
        if (functions.refusal().isPresent()) {
            return defaultDenied(functions.refusal().get());
        }
        judgement = judgement.and(Judgement.of(functions.needs(), standing.bench()));
        if (judgement.verdict() == Verdict.DENY) {
            return judgement;
        }
        if (judgement.verdict() == Verdict.PARK && isPrepared(analysis)) {
            return denied("A statement that needs an approval cannot be prepared with PREPARE; send it itself.");
        }
        Optional<String> unguardable = guarding.add(analysis);
        return unguardable.isPresent() ? denied(unguardable.get()) : judgement;
    }

    private static boolean isPrepared(StatementAnalysis analysis) {
        return analysis.statement().filter(Utility.Prepare.class::isInstance).isPresent();
    }

    /** What no rule can let pass. */
    private static Optional<String> unfit(StatementAnalysis analysis, Views views) {
        Optional<String> copy = analysis.statement()
                .filter(Utility.Copy.class::isInstance)
                .map(Utility.Copy.class::cast)
                .filter(given -> given.peer() != Utility.CopyPeer.CLIENT)
                .map(given -> "COPY is permitted to STDOUT and from STDIN only.");
        return copy.or(() -> views.unfit(analysis));
    }

    /** Denied in any case, with the reason of a rule where there is one. */
    private static Judgement refused(StatementAnalysis analysis, Judgement byRule, String refusal) {
        boolean ruled = byRule.verdict() == Verdict.DENY
                && byRule.hits().stream().noneMatch(hit -> hit.ruleId().equals(Decision.DEFAULT_DENY));
        if (!ruled) {
            return denied(refusal);
        }
        String why = byRule.hits().stream()
                .map(Decision.Hit::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> analysis.name() + " is not permitted here: " + reason)
                .orElse(refusal);
        return new Judgement(Verdict.DENY, byRule.hits(), why, Optional.empty());
    }

    private static Judgement denied(String why) {
        return new Judgement(Verdict.DENY, List.of(notUnderstood(why)), why, Optional.empty());
    }

    private static Judgement defaultDenied(String why) {
        return new Judgement(
                Verdict.DENY,
                List.of(new Decision.Hit(Decision.DEFAULT_DENY, Verdict.DENY, why)),
                why,
                Optional.empty());
    }

    private static StatementKind kindOf(Analysis analysis, Tokens tokens) {
        return analysis instanceof Analysis.Understood understood
                ? kindOf(understood.statements())
                : FirstWords.kindOf(tokens);
    }

    private static StatementKind kindOf(List<StatementAnalysis> statements) {
        return statements.stream()
                .map(StatementAnalysis::kind)
                .filter(kind -> kind != StatementKind.TRANSACTION)
                .findFirst()
                .orElse(StatementKind.TRANSACTION);
    }
}
