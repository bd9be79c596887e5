package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the value of an expression.
 *
 * @param slots constants that stand for themselves in it: the constant itself, those of an expression of constants alone, or the direct
 *     members of a row
 * @param node in the lineage graph
 * @param type object id of its type; 0 where it is not known
 * @param row whose row it is, where it is one
 */
record Value(Kind kind, List<Integer> slots, int node, long type, Optional<RangeEntry> row) {

    enum Kind {
        /** A literal, perhaps signed or cast, or an expression of literals alone. */
        CONSTANT,
        PARAMETER,
        COLUMN,
        /** {@code (a, b)}. */
        ROW,
        /** A sub-query in parentheses. */
        QUERY,
        OTHER
    }

    static final Value NOTHING = of(LineageGraph.NOTHING);
    static final Value PARAMETER = new Value(Kind.PARAMETER, List.of(), LineageGraph.NOTHING, 0, Optional.empty());

    static Value of(int node) {
        return new Value(Kind.OTHER, List.of(), node, 0, Optional.empty());
    }

    static Value of(int node, long type) {
        return new Value(Kind.OTHER, List.of(), node, type, Optional.empty());
    }

    static Value constant(int slot, long type) {
        return new Value(Kind.CONSTANT, slot < 0 ? List.of() : List.of(slot), 0, type, Optional.empty());
    }

    static Value column(int node, long type) {
        return new Value(Kind.COLUMN, List.of(), node, type, Optional.empty());
    }

    static Value wholeRow(int node, RangeEntry entry) {
        return new Value(Kind.COLUMN, List.of(), node, 0, Optional.of(entry));
    }

    static Value query(int node, long type) {
        return new Value(Kind.QUERY, List.of(), node, type, Optional.empty());
    }

    /** A row of these members; compared with something, its constants are. */
    static Value row(List<Value> members, int node) {
        List<Integer> slots = new ArrayList<>();
        members.forEach(member -> slots.addAll(member.slots()));
        return new Value(Kind.ROW, slots, node, 0, Optional.empty());
    }

    Value withType(long other) {
        return new Value(kind, slots, node, other, Optional.empty());
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a constant beside this stands beside something that the statement says without constants alone. */
    boolean givesMeaning() {
        return kind != Kind.CONSTANT && kind != Kind.PARAMETER;
    }
}
