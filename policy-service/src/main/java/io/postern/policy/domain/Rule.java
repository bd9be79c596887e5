package io.postern.policy.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.policy.sql.StatementKind;

/**
 * One rule.
 *
 * @param tables which relations it is about; empty for every action, with a relation or without
 * @param reason for people, may be empty
 */
public record Rule(String id, Audience audience, Effect effect, List<TablePattern> tables, String reason) {

    public Rule {
        tables = List.copyOf(tables);
    }

    /** When a rule is looked at. */
    public enum Condition {
        ALWAYS,
        /** Only where an UPDATE or DELETE is not limited to some rows. */
        NO_WHERE
    }

    /**
     * What a rule makes of an action.
     *
     * @param actions what it is about; what a statement does to a relation is an action of its own
     * @param approval present exactly where the verdict is PARK
     */
    public record Effect(
            Verdict verdict, Set<StatementKind> actions, Condition when, Optional<ApprovalTerms> approval) {

        public Effect {
            actions = Set.copyOf(actions);
            if (approval.isPresent() != (verdict == Verdict.PARK)) {
                throw new IllegalArgumentException("approval terms belong to PARK, and PARK needs them");
            }
        }
    }

    Verdict verdict() {
        return effect.verdict();
    }
}
