package io.postern.policy.domain;

import java.util.Comparator;
import java.util.List;

/**
 * What a policy provides, or what of it is about one asker in one database. The order of entries means nothing.
 *
 * @param rules whatever tables they name
 * @param masks whatever columns they name
 * @param rows whatever tables they filter
 * @param functions that may be called
 */
public record Provisions(List<Rule> rules, List<MaskRule> masks, List<RowRule> rows, List<FunctionRule> functions) {

    public Provisions {
        rules = List.copyOf(rules);
        masks = List.copyOf(masks);
        rows = List.copyOf(rows);
        functions = List.copyOf(functions);
    }

    /** Those that are about this asker in this database. */
    Provisions of(Asker asker, String database) {
        return new Provisions(
                rules.stream()
                        .filter(rule -> rule.audience().includes(asker, database))
                        .toList(),
                masks.stream()
                        .filter(mask -> mask.audience().includes(asker, database))
                        .toList(),
                rows.stream()
                        .filter(row -> row.audience().includes(asker, database))
                        .toList(),
                functions.stream()
                        .filter(function -> function.audience().includes(asker, database))
                        .toList());
    }

    /**
     * The rules, by id, by which every text passes, understood or not; none where anything narrows what the asker may do. It
     * cannot be told of a text that is not understood whether it touches what a denial, an approval, a mask or a filter is about,
     * so one of them is enough.
     */
    List<Rule> unrestricting() {
        boolean narrowed =
                !masks.isEmpty() || !rows.isEmpty() || rules.stream().anyMatch(rule -> rule.verdict() != Verdict.ALLOW);
        if (narrowed) {
            return List.of();
        }
        return rules.stream()
                .filter(rule -> rule.effect().reach() == Rule.Reach.EVERYTHING)
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }
}
