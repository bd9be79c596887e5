package io.postern.policy.sql;

import java.util.List;

/**
 * What a part of an expression is made of, as far as the freedom of its constants goes.
 *
 * @param slots constants that stand for themselves in it: the constant itself, or the direct members of a row
 */
record Operand(Kind kind, List<Integer> slots) {

    enum Kind {
        /** A literal, perhaps signed or cast. */
        CONSTANT,
        PARAMETER,
        COLUMN,
        /** {@code (a, b)}. */
        ROW,
        /** A sub-query in parentheses. */
        QUERY,
        OTHER
    }

    static final Operand PARAMETER = new Operand(Kind.PARAMETER, List.of());
    static final Operand COLUMN = new Operand(Kind.COLUMN, List.of());
    static final Operand QUERY = new Operand(Kind.QUERY, List.of());
    static final Operand OTHER = new Operand(Kind.OTHER, List.of());

    static Operand constant(int slot) {
        return new Operand(Kind.CONSTANT, List.of(slot));
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a constant compared with this is compared with something that the statement says without constants alone. */
    boolean givesMeaning() {
        return kind != Kind.CONSTANT && kind != Kind.PARAMETER;
    }
}
