package io.postern.proxy.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Whether two trees mean the same, wherever in a text and in a query they stand. */
final class Likeness {

    /** Where something was written, or for whom permission is checked: no part of what runs. */
    private static final Set<String> BESIDE = Set.of(
            "location",
            "list_start",
            "list_end",
            "stmt_location",
            "stmt_len",
            "checkAsUser",
            "varnosyn",
            "varattnosyn");

    /** What names a relation from where it stands, and a version of its row. */
    private static final Set<String> PLACE = Set.of("varno", "varlevelsup", "varreturningtype");

    private Likeness() {}

    static boolean isBeside(String field) {
        return BESIDE.contains(field);
    }

    static boolean isPlace(String field) {
        return PLACE.contains(field);
    }

    /**
     * What the columns of a relation are called by.
     *
     * @param here its number in the one query
     * @param there in the other
     * @param depth how many queries further out the other is
     */
    private record Renaming(long here, long there, int depth) {}

    /** @param level how many queries the pair is within what is compared */
    private record Pair(Tree one, Tree other, int level) {}

    /** Whether two queries are the same. */
    static boolean same(Tree one, Tree other) throws UnreadableTree {
        return one.fingerprint() == other.fingerprint() && compare(one, other, null);
    }

    /**
     * Whether an expression over one relation is the same over that relation elsewhere.
     *
     * @param here the relation's number where the expression comes from, at the same level
     * @param there its number in the query that the other refers to
     * @param depth how many queries out of the other's place that is
     */
    static boolean sameOver(Tree one, long here, Tree other, long there, int depth) throws UnreadableTree {
        return one.fingerprint() == other.fingerprint() && compare(one, other, new Renaming(here, there, depth));
    }

    private static boolean compare(Tree first, Tree second, @Nullable Renaming renaming) throws UnreadableTree {
        Deque<Pair> pending = new ArrayDeque<>();
        pending.push(new Pair(first, second, 0));
        while (!pending.isEmpty()) {
            Pair pair = pending.pop();
            if (pair.one() instanceof Tree.Scalar scalar) {
                if (!scalar.equals(pair.other())) {
                    return false;
                }
            } else if (pair.one() instanceof Tree.Items items) {
                if (!(pair.other() instanceof Tree.Items others) || !push(pending, items, others, pair.level())) {
                    return false;
                }
            } else if (!(pair.one() instanceof Node node && pair.other() instanceof Node other)
                    || !push(pending, node, other, pair.level(), renaming)) {
                return false;
            }
        }
        return true;
    }

    private static boolean push(Deque<Pair> pending, Tree.Items one, Tree.Items other, int level) {
        if (!one.kind().equals(other.kind())
                || one.values().size() != other.values().size()) {
            return false;
        }
        for (int i = 0; i < one.values().size(); i++) {
            pending.push(new Pair(one.values().get(i), other.values().get(i), level));
        }
        return true;
    }

    private static boolean push(Deque<Pair> pending, Node one, Node other, int level, @Nullable Renaming renaming)
            throws UnreadableTree {
        if (!one.label().equals(other.label()) || !one.names().equals(other.names())) {
            return false;
        }
        boolean renamed = false;
        if (renaming != null && one.is("VAR")) {
            if (!samePlace(one, other, level, renaming)) {
                return false;
            }
            renamed = true;
        }
        int inner = one.is("QUERY") ? level + 1 : level;
        for (int i = 0; i < one.names().size(); i++) {
            String name = one.names().get(i);
            if (!isBeside(name) && !(renamed && isPlace(name))) {
                pending.push(new Pair(one.values().get(i), other.values().get(i), inner));
            }
        }
        return true;
    }

    private static boolean samePlace(Node one, Node other, int level, Renaming renaming) throws UnreadableTree {
        long up = one.number("varlevelsup");
        if (up < level) {
            return up == other.number("varlevelsup") && one.number("varno") == other.number("varno");
        }
        return up == level
                && one.number("varno") == renaming.here()
                && other.number("varno") == renaming.there()
                && other.number("varlevelsup") == level + renaming.depth();
    }
}
