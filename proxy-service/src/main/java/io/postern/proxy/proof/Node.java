package io.postern.proxy.proof;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A node of a printed tree: a label and its fields, each once. */
final class Node implements Tree {

    private final String label;
    private final List<String> names;
    private final List<Tree> values;
    private final int fingerprint;

    /** @param names of the fields, in their order, and as many values */
    Node(String label, List<String> names, List<Tree> values) {
        this.label = label;
        this.names = List.copyOf(names);
        this.values = List.copyOf(values);
        int hash = label.hashCode();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!Likeness.isBeside(name) && !Likeness.isPlace(name)) {
                hash = 31 * hash + name.hashCode() * 7 + values.get(i).fingerprint();
            }
        }
        fingerprint = hash;
    }

    String label() {
        return label;
    }

    boolean is(String expected) {
        return label.equals(expected);
    }

    List<String> names() {
        return names;
    }

    /** In the order of the names. */
    List<Tree> values() {
        return values;
    }

    /** A few dozen at most, so that looking is faster than a map. */
    private @Nullable Tree find(String field) {
        int place = names.indexOf(field);
        return place < 0 ? null : values.get(place);
    }

    @Override
    public int fingerprint() {
        return fingerprint;
    }

    boolean has(String field) {
        return names.contains(field);
    }

    /** Whether there is such a field and something in it. */
    boolean holds(String field) {
        Tree value = find(field);
        return value != null && !value.isNull();
    }

    Tree get(String field) throws UnreadableTree {
        Tree value = find(field);
        if (value == null) {
            throw new UnreadableTree(label + " without " + field);
        }
        return value;
    }

    long number(String field) throws UnreadableTree {
        return number(get(field));
    }

    static long number(Tree value) throws UnreadableTree {
        if (value instanceof Scalar scalar) {
            try {
                return Long.parseLong(scalar.text());
            } catch (NumberFormatException e) {
                throw new UnreadableTree("something else where a number belongs");
            }
        }
        throw new UnreadableTree("something else where a number belongs");
    }

    String text(String field) throws UnreadableTree {
        if (get(field) instanceof Scalar scalar) {
            return scalar.text();
        }
        throw new UnreadableTree(label + " " + field + " is no scalar");
    }

    /** The node in the field. */
    Node node(String field) throws UnreadableTree {
        if (get(field) instanceof Node node) {
            return node;
        }
        throw new UnreadableTree(label + " " + field + " is no node");
    }

    /** The values of the list in the field, none where it is null. */
    List<Tree> list(String field) throws UnreadableTree {
        Tree value = get(field);
        if (value.isNull()) {
            return List.of();
        }
        if (value instanceof Items items) {
            return items.values();
        }
        throw new UnreadableTree(label + " " + field + " is no list");
    }

    @Override
    public String toString() {
        return "Node[" + label + "]";
    }
}
