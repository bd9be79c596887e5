package io.postern.proxy.catalog;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The functions that are run through others: those of a domain's base and of a composite type's columns with the type, those of
 * partitions, children and referencing tables with the table.
 */
public final class Reach {

    private static final SortedSet<Long> NONE = Collections.emptySortedSet();

    private final Map<Long, SortedSet<Long>> functions = new HashMap<>();
    private final Map<Long, Set<Long>> next = new HashMap<>();

    /** Says that whatever runs {@code object} runs the functions. */
    public void runs(long object, Collection<Long> oids) {
        functions.computeIfAbsent(object, unused -> new TreeSet<>()).addAll(oids);
    }

    /** Says that whatever reaches {@code object} reaches {@code other}. */
    public void leads(long object, long other) {
        next.computeIfAbsent(object, unused -> new HashSet<>()).add(other);
    }

    /** In order; found by walking no object twice. */
    public List<Long> from(long start) {
        Set<Long> seen = new HashSet<>(Set.of(start));
        Deque<Long> open = new ArrayDeque<>(seen);
        SortedSet<Long> found = new TreeSet<>();
        while (!open.isEmpty()) {
            long object = open.remove();
            found.addAll(functions.getOrDefault(object, NONE));
            next.getOrDefault(object, Set.of()).stream().filter(seen::add).forEach(open::add);
        }
        return List.copyOf(found);
    }
}
