package io.postern.proxy.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The analysed query that alone may read a guarded relation. */
final class Reference {

    private final Node query;
    private final long place;
    private final Set<Long> passed = new HashSet<>();
    /** Masks and conditions of the filter, by their fingerprint. */
    private final Map<Integer, List<Tree>> accepted = new HashMap<>();

    private final List<Tree> conditions = new ArrayList<>();

    private Reference(Node query, long place) {
        this.query = query;
        this.place = place;
    }

    /** @throws UnreadableTree where the query does not read the relation, and it alone, at its top */
    static Reference of(long relation, Tree tree) throws UnreadableTree {
        Node query = ProofChecker.onlyQuery(tree);
        List<Tree> tables = query.list("rtable");
        long place = 0;
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i) instanceof Node entry && Scope.scanned(entry) == relation) {
                place = i + 1L;
            }
        }
        if (place == 0) {
            throw new UnreadableTree("the source of a guarded relation reads another");
        }
        Reference reference = new Reference(query, place);
        reference.readTargets();
        conjuncts(query.node("jointree"), reference.conditions);
        reference.conditions.forEach(reference::accept);
        return reference;
    }

    private void readTargets() throws UnreadableTree {
        for (Tree target : query.list("targetList")) {
            if (target instanceof Node entry) {
                Tree expression = entry.get("expr");
                Tree value = relabelled(expression);
                if (value instanceof Node node && node.is("VAR") && node.number("varno") == place) {
                    passed.add(node.number("varattno"));
                } else {
                    accept(expression);
                }
            }
        }
    }

    /** The value under casts that leave it as it is. */
    private static Tree relabelled(Tree expression) throws UnreadableTree {
        Tree value = expression;
        while (value instanceof Node node && node.is("RELABELTYPE")) {
            value = node.get("arg");
        }
        return value;
    }

    private void accept(Tree expression) {
        accepted.computeIfAbsent(expression.fingerprint(), hash -> new ArrayList<>())
                .add(expression);
    }

    /** The conditions that all have to hold, of a FROMEXPR. */
    static void conjuncts(Node from, List<Tree> conditions) throws UnreadableTree {
        if (!from.holds("quals")) {
            return;
        }
        Deque<Tree> pending = new ArrayDeque<>();
        pending.push(from.get("quals"));
        while (!pending.isEmpty()) {
            Tree condition = pending.pop();
            if (condition instanceof Node node
                    && node.is("BOOLEXPR")
                    && node.text("boolop").equals("and")) {
                node.list("args").forEach(pending::push);
            } else {
                conditions.add(condition);
            }
        }
    }

    boolean is(Node other) throws UnreadableTree {
        return Likeness.same(query, other);
    }

    /** Whether the column comes as it is stored. */
    boolean passes(long column) {
        return passed.contains(column);
    }

    boolean filters() {
        return !conditions.isEmpty();
    }

    /**
     * Whether the expression is what a column of the relation is masked with, or a condition of its filter.
     *
     * @param relation its number in the query that is so many levels out of the expression's place
     */
    boolean accepts(Tree expression, long relation, int depth) throws UnreadableTree {
        for (Tree mask : accepted.getOrDefault(expression.fingerprint(), List.of())) {
            if (Likeness.sameOver(mask, place, expression, relation, depth)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the conditions hold all those of the filter. */
    boolean filtersIn(List<Tree> others, long relation) throws UnreadableTree {
        for (Tree condition : conditions) {
            boolean found = false;
            for (Tree other : others) {
                found |= Likeness.sameOver(condition, place, other, relation, 0);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** Whether the filter reads the column, or the row as a whole. */
    boolean filtersBy(long column) throws UnreadableTree {
        Deque<Tree> pending = new ArrayDeque<>(conditions);
        while (!pending.isEmpty()) {
            Tree tree = pending.pop();
            if (tree instanceof Tree.Items items) {
                items.values().forEach(pending::push);
            } else if (tree instanceof Node node) {
                if (node.is("VAR") && (node.number("varattno") == column || node.number("varattno") <= 0)) {
                    return true;
                }
                node.values().forEach(pending::push);
            }
        }
        return false;
    }
}
