package io.postern.proxy.proof;

import java.util.List;

/** A value of a printed node tree; immutable. */
sealed interface Tree permits Node, Tree.Items, Tree.Scalar {

    /** Of what matters to {@link Likeness}: equal for trees that are alike. */
    int fingerprint();

    default boolean isNull() {
        return false;
    }

    /**
     * A list in parentheses.
     *
     * @param kind what PostgreSQL writes first: i, o and x for numbers, b for a set of them, empty for nodes and names
     */
    record Items(String kind, List<Tree> values, int fingerprint) implements Tree {

        Items(String kind, List<Tree> values) {
            this(kind, List.copyOf(values), hash(kind, values));
        }

        private static int hash(String kind, List<Tree> values) {
            int hash = kind.hashCode();
            for (Tree value : values) {
                hash = 31 * hash + value.fingerprint();
            }
            return hash;
        }

        @Override
        public String toString() {
            return "Items[" + values.size() + "]";
        }
    }

    /** A number, flag, name or constant, as printed. */
    record Scalar(String text) implements Tree {

        @Override
        public int fingerprint() {
            return text.hashCode();
        }

        @Override
        public boolean isNull() {
            return text.equals("<>");
        }

        /** Without the text, which may be a constant. */
        @Override
        public String toString() {
            return "Scalar";
        }
    }
}
