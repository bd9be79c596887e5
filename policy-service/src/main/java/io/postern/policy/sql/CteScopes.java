package io.postern.policy.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The WITH queries that can be seen, innermost first. */
final class CteScopes {

    private final Deque<Set<String>> scopes = new ArrayDeque<>();

    void open() {
        scopes.push(new HashSet<>());
    }

    void close() {
        scopes.pop();
    }

    void declare(String name) {
        scopes.element().add(name);
    }

    boolean sees(String name) {
        return scopes.stream().anyMatch(scope -> scope.contains(name));
    }
}
