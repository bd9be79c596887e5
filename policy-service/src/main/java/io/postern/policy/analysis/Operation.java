package io.postern.policy.analysis;

import java.util.Optional;

/**
 * One verb of a statement: every query and change in it, WITH queries included, sub-queries of expressions aside.
 *
 * @param kind SELECT, INSERT, UPDATE, DELETE; MERGE gives one of each that its branches do
 * @param change empty for SELECT
 */
public record Operation(StatementKind kind, Optional<Change> change) {

    /** How much of the target an operation touches. */
    public enum Filter {
        /** A WHERE clause that names a column of the target, or a cursor position; or the condition of a MERGE. */
        SOME_ROWS,
        /** No WHERE clause, or one that names no column and so holds for all rows or none. */
        ALL_ROWS
    }

    /**
     * @param target what is changed
     * @param filter of UPDATE and DELETE
     * @param readsTarget whether existing rows of the target can be observed: by a condition, a source expression, a conflict or
     *     RETURNING
     */
    public record Change(
            RelationUse target, Filter filter, boolean readsTarget, boolean onConflict, boolean updatesOnConflict) {}
}
