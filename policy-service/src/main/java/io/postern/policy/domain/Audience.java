package io.postern.policy.domain;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Whom an entry of the policy is about.
 *
 * @param groups members of any of them; empty for everybody
 * @param exceptGroups but not members of any of these
 * @param database empty for every database
 */
public record Audience(Set<String> groups, Set<String> exceptGroups, Optional<String> database) {

    public Audience {
        groups = Set.copyOf(groups);
        exceptGroups = Set.copyOf(exceptGroups);
    }

    boolean includes(Asker asker, String askedDatabase) {
        return (groups.isEmpty() || !Collections.disjoint(groups, asker.groups()))
                && Collections.disjoint(exceptGroups, asker.groups())
                && database.map(askedDatabase::equals).orElse(true);
    }
}
