package io.postern.policy.sql;

import java.util.Optional;

/**
 * One verb of a statement.
 *
 * @param kind SELECT, INSERT, UPDATE or DELETE
 * @param target what is changed; empty for SELECT
 * @param details empty for SELECT
 */
public record Operation(StatementKind kind, Optional<RelationUse> target, Optional<Change> details) {

    /** How much of the target an operation touches. */
    public enum Filter {
        /** A WHERE clause that names a column, or a cursor position. */
        SOME_ROWS,
        /** No WHERE clause, or one that names no column and so holds for all rows or none. */
        ALL_ROWS
    }

    /**
     * @param readsTarget whether existing rows of the target can be observed: by a condition, a source expression, a conflict or
     *     RETURNING
     * @param returnsStar whether RETURNING has a star
     * @param updatesOnConflict whether an INSERT updates existing rows
     * @param onConflict whether an INSERT has an ON CONFLICT clause
     */
    public record Change(
            Filter filter, boolean readsTarget, boolean returnsStar, boolean onConflict, boolean updatesOnConflict) {}

    static Operation select() {
        return new Operation(StatementKind.SELECT, Optional.empty(), Optional.empty());
    }
}
