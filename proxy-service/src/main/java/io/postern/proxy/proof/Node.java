package io.postern.proxy.proof;

import java.util.List;
import java.util.Map;

/** A node of a printed tree: a label and its fields, each once. */
final class Node implements Tree {

    private final String label;
    private final Map<String, Tree> fields;
    private final int fingerprint;

    /**
     * @param fields in their order; not changed afterwards
     */
    Node(String label, Map<String, Tree> fields) {
        this.label = label;
        this.fields = fields;
        int hash = label.hashCode();
        for (Map.Entry<String, Tree> field : fields.entrySet()) {
            if (!Likeness.isBeside(field.getKey()) && !Likeness.isPlace(field.getKey())) {
                hash = 31 * hash
                        + field.getKey().hashCode() * 7
                        + field.getValue().fingerprint();
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

    Map<String, Tree> fields() {
        return fields;
    }

    @Override
    public int fingerprint() {
        return fingerprint;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Whether there is such a field and something in it. */
    boolean holds(String field) {
        Tree value = fields.get(field);
        return value != null && !value.isNull();
    }

    Tree get(String field) throws UnreadableTree {
        Tree value = fields.get(field);
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
