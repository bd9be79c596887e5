package io.postern.policy.domain;

import java.util.List;
import java.util.Optional;

/**
 * Whether somebody may connect.
 *
 * @param role as which database role; empty for a refusal
 * @param reason for the client
 */
public record AdmissionDecision(Optional<String> role, String ruleId, String reason) {

    /** Exactly one role has to come out: a choice between several would depend on order. */
    public static AdmissionDecision decide(Policy policy, Asker asker, String database) {
        List<Admission> fitting = policy.admissions().stream()
                .filter(admission -> admission.audience().includes(asker, database))
                .toList();
        List<String> roles = fitting.stream().map(Admission::role).distinct().toList();
        if (roles.isEmpty()) {
            return new AdmissionDecision(
                    Optional.empty(), Decision.DEFAULT_DENY, "None of your groups is admitted to this database.");
        }
        if (roles.size() > 1) {
            return new AdmissionDecision(
                    Optional.empty(),
                    Decision.DEFAULT_DENY,
                    "Your groups fit more than one database role here; ask for a token with fewer groups.");
        }
        String ruleId =
                fitting.stream().map(Admission::id).min(String::compareTo).orElse(Decision.DEFAULT_DENY);
        return new AdmissionDecision(Optional.of(roles.get(0)), ruleId, "");
    }
}
