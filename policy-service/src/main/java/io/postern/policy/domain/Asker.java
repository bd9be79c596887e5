package io.postern.policy.domain;

import java.util.Set;

/** Who asks, as far as a policy can see: the token's groups. */
public record Asker(Set<String> groups) {

    public Asker {
        groups = Set.copyOf(groups);
    }
}
