package io.postern.policy.domain;

import java.util.Comparator;
import java.util.List;

/**
 * What of a policy holds for one asker in one database.
 *
 * @param rules all that are about the asker, whatever tables they name
 * @param masks all that are about the asker, whatever columns they name
 */
record Holding(List<Rule> rules, List<MaskRule> masks) {

    static Holding of(Policy policy, DecisionQuestion question) {
        return new Holding(
                policy.rules().stream()
                        .filter(rule -> rule.audience().includes(question.asker(), question.database()))
                        .toList(),
                policy.masks().stream()
                        .filter(mask -> mask.audience().includes(question.asker(), question.database()))
                        .toList());
    }

    /**
     * The rules, by id, by which every text passes, understood or not; none where anything narrows what the asker may do. It
     * cannot be told of a text that is not understood whether it touches what a denial, an approval or a mask is about, so one of
     * them is enough.
     */
    List<Rule> unrestricting() {
        boolean narrowed = !masks.isEmpty() || rules.stream().anyMatch(rule -> rule.verdict() != Verdict.ALLOW);
        if (narrowed) {
            return List.of();
        }
        return rules.stream()
                .filter(rule -> rule.effect().reach() == Rule.Reach.EVERYTHING)
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }
}
