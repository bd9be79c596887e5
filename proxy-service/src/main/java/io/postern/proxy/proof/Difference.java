package io.postern.proxy.proof;

/**
 * Something that PostgreSQL sees and the decision does not tell of. Holds no text and no constant of the statement.
 *
 * @param oid of the relation, function or type; 0 where the kind names none
 * @param detail a name of PostgreSQL's own: of a node, a field, an access
 */
public record Difference(Kind kind, long oid, String detail) {

    public enum Kind {
        /** Not a tree that the reader knows: a node, field or value outside the closed list. */
        UNKNOWN_STRUCTURE,
        /** The query does something else than was decided. */
        VERB,
        /** A relation that the decision does not tell of. */
        RELATION,
        /** A relation is read or changed in a way that the decision does not tell of. */
        ACCESS,
        /** A guarded relation is read otherwise than through its mask and filter. */
        RAW_SCAN,
        /** A guarded column, or the row that holds it, of a relation that is changed. */
        RAW_COLUMN,
        /** Rows of a filtered relation are changed past its filter, or what it filters by is. */
        ROW_FILTER,
        /** A function, also one behind an operator, a cast or a type. */
        FUNCTION,
        TYPE,
        /** Rows of a query over guarded relations are locked. */
        ROW_LOCK
    }

    /** For people: the kind and what it is about. */
    public String describe() {
        return kind + (oid == 0 ? "" : " " + oid) + (detail.isEmpty() ? "" : " " + detail);
    }
}
