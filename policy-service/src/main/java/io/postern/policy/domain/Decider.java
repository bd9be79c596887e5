package io.postern.policy.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.sql.Tokens;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.sql.FirstWords;
import io.postern.policy.sql.Reading;
import io.postern.policy.sql.ReadingContext;
import io.postern.policy.sql.StatementFacts;
import io.postern.policy.sql.StatementKind;
import io.postern.policy.sql.StatementReader;

/** Decides texts under a policy. Pure: equal arguments give equal decisions. Thread-safe. */
public final class Decider {

    /** Of constants that a decision is bound to; more would make decisions as large as what they are about. */
    static final int MAX_PINNED_BYTES = 256 * 1024;

    /** Of SQL put into a statement. A masked table costs some hundred characters each time it is named. */
    static final int MAX_EDIT_CHARACTERS = 256 * 1024;

    private final StatementReader reader;

    public Decider(StatementReader reader) {
        this.reader = reader;
    }

    /** The refusal of a text that is no sequence of tokens. */
    public static Decision unreadable(String why) {
        return Decision.deny(StatementKind.OTHER, notUnderstood(why), Set.of());
    }

    public Decision decide(Policy policy, Catalog catalog, DecisionQuestion question) {
        Tokens tokens = question.tokens();
        Reading reading = reader.read(tokens, new ReadingContext(catalog, question.searchPath()));
        Holding holding = Holding.of(policy, question);
        List<Rule> unrestricting = holding.unrestricting();
        if (!unrestricting.isEmpty()) {
            return Decision.unrestricted(kindOf(reading, tokens), Judgement.hits(unrestricting));
        }
        if (reading instanceof Reading.Understood understood) {
            Set<Integer> pinned = pinned(tokens, understood.freeSlots());
            if (bytesOf(tokens, pinned) > MAX_PINNED_BYTES) {
                return unreadable("The statement has too many constants; send them as parameters.");
            }
            return decide(holding, catalog, understood.statements(), pinned);
        }
        Reading.NotUnderstood failure = (Reading.NotUnderstood) reading;
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
            Holding holding, Catalog catalog, List<StatementFacts> statements, Set<Integer> pinned) {
        StatementKind kind = kindOf(statements);
        Judgement.Bench bench = new Judgement.Bench(holding.rules(), catalog);
        Masking masking = new Masking(catalog, holding.masks());
        Judgement judgement = Judgement.of(List.of(), bench);
        for (StatementFacts facts : statements) {
            judgement = judgement.and(judge(facts, bench, masking));
        }
        if (masking.edits().stream()
                        .mapToInt(edit -> edit.replacement().length())
                        .sum()
                > MAX_EDIT_CHARACTERS) {
            judgement = denied("The statement names tables with masked columns too often.");
        }
        boolean denied = judgement.verdict() == Verdict.DENY;
        return new Decision(
                judgement.verdict(),
                kind,
                denied ? List.of() : masking.edits(),
                pinned,
                denied ? List.of() : masking.maskedColumns(),
                denied ? List.of() : masking.guardedColumns(),
                judgement.hits(),
                judgement.reason(),
                judgement.approval(),
                false);
    }

    private static Judgement judge(StatementFacts facts, Judgement.Bench bench, Masking masking) {
        if (facts.refusal().isPresent()) {
            return refused(facts, bench);
        }
        Judgement judgement = Judgement.of(Need.of(facts), bench);
        if (judgement.verdict() == Verdict.DENY) {
            return judgement;
        }
        Optional<String> unmaskable = masking.add(facts);
        return unmaskable.isPresent() ? denied(unmaskable.get()) : judgement;
    }

    /** Recognised only: denied in any case, with the reason of a rule where there is one. */
    private static Judgement refused(StatementFacts facts, Judgement.Bench bench) {
        Judgement byRule = Judgement.of(Need.of(facts), bench);
        boolean ruled = byRule.verdict() == Verdict.DENY
                && byRule.hits().stream().noneMatch(hit -> hit.ruleId().equals(Decision.DEFAULT_DENY));
        if (!ruled) {
            return denied(facts.refusal().orElseThrow());
        }
        String why = byRule.hits().stream()
                .map(Decision.Hit::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> facts.name() + " is not permitted here: " + reason)
                .orElse(facts.refusal().orElseThrow());
        return new Judgement(Verdict.DENY, byRule.hits(), why, Optional.empty());
    }

    private static Judgement denied(String why) {
        return new Judgement(Verdict.DENY, List.of(notUnderstood(why)), why, Optional.empty());
    }

    private static StatementKind kindOf(Reading reading, Tokens tokens) {
        return reading instanceof Reading.Understood understood
                ? kindOf(understood.statements())
                : FirstWords.kindOf(tokens);
    }

    private static StatementKind kindOf(List<StatementFacts> statements) {
        return statements.stream()
                .map(StatementFacts::kind)
                .filter(kind -> kind != StatementKind.TRANSACTION)
                .findFirst()
                .orElse(StatementKind.TRANSACTION);
    }
}
