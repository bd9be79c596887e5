package io.postern.policy.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.policy.analysis.StatementKind;

/**
 * One rule.
 *
 * @param tables which relations it is about; empty for every action, with a relation or without
 * @param reason for people, may be empty
 */
public record Rule(String id, Audience audience, Effect effect, List<TablePattern> tables, String reason) {

    public Rule {
        tables = List.copyOf(tables);
        if (effect.reach() == Reach.EVERYTHING && (audience.groups().isEmpty() || !tables.isEmpty())) {
            throw new IllegalArgumentException("everything is allowed to named groups, and on no table in particular");
        }
    }

    /** How much an effect is about. */
    public enum Reach {
        /** What is understood as one of its actions. */
        ACTIONS,
        /** Any text at all, where nothing narrows it. */
        EVERYTHING
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
     * @param reach EVERYTHING only for an unconditional ALLOW of every action
     * @param approval present exactly where the verdict is PARK
     */
    public record Effect(
            Verdict verdict,
            Reach reach,
            Set<StatementKind> actions,
            Condition when,
            Optional<ApprovalTerms> approval) {

        public Effect {
            actions = Set.copyOf(actions);
            if (approval.isPresent() != (verdict == Verdict.PARK)) {
                throw new IllegalArgumentException("approval terms belong to PARK, and PARK needs them");
            }
            if (reach == Reach.EVERYTHING
                    && (verdict != Verdict.ALLOW
                            || when != Condition.ALWAYS
                            || actions.size() != StatementKind.values().length)) {
                throw new IllegalArgumentException("everything can only be allowed, and always");
            }
        }

        public Effect(Verdict verdict, Set<StatementKind> actions, Condition when, Optional<ApprovalTerms> approval) {
            this(verdict, Reach.ACTIONS, actions, when, approval);
        }

        /** {@code allow: [everything]}. */
        public static Effect everything() {
            return new Effect(
                    Verdict.ALLOW,
                    Reach.EVERYTHING,
                    EnumSet.allOf(StatementKind.class),
                    Condition.ALWAYS,
                    Optional.empty());
        }
    }

    Verdict verdict() {
        return effect.verdict();
    }
}
