package io.postern.embedded;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody the development issuer offers to be.
 *
 * @param subject becomes {@code sub}
 * @param name for people to read
 * @param groups become {@code groups}
 */
public record DevUser(String subject, String name, Set<String> groups) {

    public DevUser {
        if (subject.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a user needs a subject and a name");
        }
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
}
