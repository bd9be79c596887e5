package io.postern.policy.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a parked statement waits for.
 *
 * @param approverGroups a member of any of them may vote
 */
public record ApprovalTerms(Set<String> approverGroups, Duration timeToLive) {

    public ApprovalTerms {
        approverGroups = Set.copyOf(approverGroups);
        if (approverGroups.isEmpty()) {
            throw new IllegalArgumentException("approval terms name no group that may approve");
        }
    }

    /** Terms that satisfy both; empty where no group may approve for both. */
    Optional<ApprovalTerms> and(ApprovalTerms other) {
        Set<String> both = new HashSet<>(approverGroups);
        both.retainAll(other.approverGroups);
        if (both.isEmpty()) {
            return Optional.empty();
        }
        Duration shorter = timeToLive.compareTo(other.timeToLive) <= 0 ? timeToLive : other.timeToLive;
        return Optional.of(new ApprovalTerms(both, shorter));
    }
}
