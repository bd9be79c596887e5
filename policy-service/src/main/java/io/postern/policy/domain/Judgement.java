package io.postern.policy.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.postern.policy.analysis.Operation;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Relation;

/**
 * What the rules make of a list of needs.
 *
 * @param hits the rules that led to the verdict, by id
 * @param reason for the client; empty where the verdict is ALLOW
 */
record Judgement(Verdict verdict, List<Decision.Hit> hits, String reason, Optional<ApprovalTerms> approval) {

    /** The rules that hold for one asker, and the catalog that tells which tables share rows. */
    record Bench(List<Rule> rules, Catalog catalog) {

        List<Rule> matching(Need need, Verdict verdict) {
            return rules.stream()
                    .filter(rule -> rule.verdict() == verdict)
                    .filter(rule -> matches(rule, need))
                    .sorted(Comparator.comparing(Rule::id))
                    .toList();
        }

        private boolean matches(Rule rule, Need need) {
            return rule.effect().actions().contains(need.action())
                    && (rule.effect().when() == Rule.Condition.ALWAYS || need.rows() == Operation.Filter.ALL_ROWS)
                    && covers(rule, need.relation());
        }

        private boolean covers(Rule rule, Optional<Relation> relation) {
            if (rule.tables().isEmpty()) {
                return true;
            }
            if (relation.isEmpty()) {
                return rule.verdict() != Verdict.DENY;
            }
            // A denial of one table also keeps its rows from being reached through a parent or partition.
            Set<Relation> meant =
                    rule.verdict() == Verdict.DENY ? catalog.family(relation.get()) : Set.of(relation.get());
            return meant.stream()
                    .anyMatch(table -> rule.tables().stream().anyMatch(pattern -> pattern.matches(table.name())));
        }
    }

    static Judgement of(List<Need> needs, Bench bench) {
        Judgement judgement = new Judgement(Verdict.ALLOW, List.of(), "", Optional.empty());
        for (Need need : needs) {
            judgement = judgement.and(of(need, bench));
        }
        return judgement;
    }

    private static Judgement of(Need need, Bench bench) {
        List<Rule> denying = bench.matching(need, Verdict.DENY);
        if (!denying.isEmpty()) {
            return new Judgement(
                    Verdict.DENY,
                    hits(denying),
                    reason(describe(need) + " is not permitted here", denying),
                    Optional.empty());
        }
        List<Rule> parking = bench.matching(need, Verdict.PARK);
        if (!parking.isEmpty()) {
            return parked(need, parking);
        }
        if (need.grounds() == Need.Grounds.NOT_DENIED) {
            return new Judgement(Verdict.ALLOW, List.of(), "", Optional.empty());
        }
        List<Rule> allowing = bench.matching(need, Verdict.ALLOW);
        if (!allowing.isEmpty()) {
            return new Judgement(Verdict.ALLOW, hits(allowing), "", Optional.empty());
        }
        String reason = need.describe() + " is not permitted here.";
        return new Judgement(
                Verdict.DENY,
                List.of(new Decision.Hit(Decision.DEFAULT_DENY, Verdict.DENY, reason)),
                reason,
                Optional.empty());
    }

    private static Judgement parked(Need need, List<Rule> parking) {
        Optional<ApprovalTerms> terms = parking.get(0).effect().approval();
        for (Rule rule : parking) {
            terms = terms.flatMap(mine -> rule.effect().approval().flatMap(mine::and));
        }
        String reason = reason(describe(need) + " needs an approval", parking);
        return terms.isPresent()
                ? new Judgement(Verdict.PARK, hits(parking), reason, terms)
                : withoutApprover(hits(parking));
    }

    private static Judgement withoutApprover(List<Decision.Hit> hits) {
        return new Judgement(
                Verdict.DENY,
                hits,
                "Several approvals are needed that nobody may give together; send the statements one by one.",
                Optional.empty());
    }

    private static String describe(Need need) {
        return need.rows() == Operation.Filter.ALL_ROWS
                ? need.describe() + " without a WHERE that names a column"
                : need.describe();
    }

    static List<Decision.Hit> hits(List<Rule> rules) {
        return rules.stream()
                .map(rule -> new Decision.Hit(rule.id(), rule.verdict(), rule.reason()))
                .toList();
    }

    private static String reason(String what, List<Rule> rules) {
        Set<String> reasons = new TreeSet<>();
        rules.forEach(rule -> reasons.add(rule.reason()));
        reasons.remove("");
        return reasons.isEmpty() ? what + "." : what + ": " + String.join(" ", reasons);
    }

    /** Both: the stricter one counts, and of two alike the reason of the first. */
    Judgement and(Judgement other) {
        if (verdict != other.verdict) {
            return verdict.strictest(other.verdict) == verdict ? this : other;
        }
        List<Decision.Hit> both = Stream.concat(hits.stream(), other.hits.stream())
                .distinct()
                .sorted(Comparator.comparing(Decision.Hit::ruleId))
                .toList();
        if (verdict != Verdict.PARK) {
            return new Judgement(verdict, both, reason, Optional.empty());
        }
        Optional<ApprovalTerms> terms = approval.flatMap(mine -> other.approval.flatMap(mine::and));
        return terms.isPresent() ? new Judgement(verdict, both, reason, terms) : withoutApprover(both);
    }
}
