package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which values are made of which: nodes with at most two sources each, and columns as leaves. Recursive WITH queries make cycles.
 * Reading a node takes work that is counted, so no text makes it expensive.
 */
final class LineageGraph {

    /** A value that carries nothing of any column. */
    static final int NOTHING = 0;

    /** Nodes visited while all results of one statement are read. */
    private static final int MAX_VISITS = 4_000_000;

    private int[] first = new int[64];
    private int[] second = new int[64];
    private int[] seen = new int[64];
    private final List<ColumnOrigin> leaves = new ArrayList<>();
    private final Map<ColumnOrigin, Integer> leafNodes = new HashMap<>();
    private int count = 1;
    private int round;
    private int visits;

    private int add(int one, int other) {
        if (count == first.length) {
            first = Arrays.copyOf(first, count * 2);
            second = Arrays.copyOf(second, count * 2);
            seen = Arrays.copyOf(seen, count * 2);
        }
        first[count] = one;
        second[count] = other;
        return count++;
    }

    int leaf(ColumnOrigin column) {
        return leafNodes.computeIfAbsent(column, key -> {
            leaves.add(key);
            return add(-leaves.size(), NOTHING);
        });
    }

    int leaves(Set<ColumnOrigin> columns) {
        int node = NOTHING;
        for (ColumnOrigin column : columns) {
            node = both(node, leaf(column));
        }
        return node;
    }

    int both(int one, int other) {
        if (one == other || other == NOTHING) {
            return one;
        }
        return one == NOTHING ? other : add(one, other);
    }

    /** A node whose sources come later. */
    int open() {
        return add(NOTHING, NOTHING);
    }

    void extend(int open, int source) {
        if (source != NOTHING && source != open) {
            first[open] = both(first[open], source);
        }
    }

    /** @throws NotAnalysable if the statement combines too much */
    Set<ColumnOrigin> origins(int node) {
        Set<ColumnOrigin> origins = new HashSet<>();
        round++;
        int[] stack = new int[16];
        int depth = 0;
        stack[depth++] = node;
        while (depth > 0) {
            int next = stack[--depth];
            if (next == NOTHING || seen[next] == round) {
                continue;
            }
            seen[next] = round;
            if (++visits > MAX_VISITS) {
                throw new NotAnalysable("The statement combines too many columns.", 0);
            }
            if (first[next] < 0) {
                origins.add(leaves.get(-first[next] - 1));
                continue;
            }
            if (depth + 2 > stack.length) {
                stack = Arrays.copyOf(stack, stack.length * 2);
            }
            stack[depth++] = first[next];
            stack[depth++] = second[next];
        }
        return origins;
    }
}
