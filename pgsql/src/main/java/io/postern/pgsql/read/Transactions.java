package io.postern.pgsql.read;

import io.postern.pgsql.tree.Utility.Transaction;
import io.postern.pgsql.tree.Utility.TransactionVerb;

/** Statements about the transaction. */
final class Transactions {

    private final TokenCursor cursor;

    Transactions(TokenCursor cursor) {
        this.cursor = cursor;
    }

    Transaction begin() {
        int from = cursor.at();
        if (cursor.accept("start")) {
            cursor.expect("transaction");
        } else {
            cursor.expect("begin");
            acceptNoise();
        }
        modes(false);
        return of(TransactionVerb.BEGIN, from);
    }

    /** COMMIT or END. */
    Transaction commit() {
        int from = cursor.at();
        if (cursor.expectAnyOf("commit", "end").equals("commit") && cursor.accept("prepared")) {
            cursor.expectString();
            return of(TransactionVerb.COMMIT_PREPARED, from);
        }
        acceptNoise();
        chain();
        return of(TransactionVerb.COMMIT, from);
    }

    /** ROLLBACK or ABORT. */
    Transaction rollback() {
        int from = cursor.at();
        boolean rollback = cursor.expectAnyOf("rollback", "abort").equals("rollback");
        if (rollback && cursor.accept("prepared")) {
            cursor.expectString();
            return of(TransactionVerb.ROLLBACK_PREPARED, from);
        }
        acceptNoise();
        if (rollback && cursor.accept("to")) {
            savepointName();
            return of(TransactionVerb.ROLLBACK_TO_SAVEPOINT, from);
        }
        chain();
        return of(TransactionVerb.ROLLBACK, from);
    }

    Transaction savepoint() {
        int from = cursor.at();
        cursor.expect("savepoint");
        cursor.columnName();
        return of(TransactionVerb.SAVEPOINT, from);
    }

    Transaction release() {
        int from = cursor.at();
        cursor.expect("release");
        savepointName();
        return of(TransactionVerb.RELEASE_SAVEPOINT, from);
    }

    /** PREPARE TRANSACTION. */
    Transaction prepare() {
        int from = cursor.at();
        cursor.expectAll("prepare", "transaction");
        cursor.expectString();
        return of(TransactionVerb.PREPARE_TRANSACTION, from);
    }

    /** TRANSACTION, behind SET. */
    Transaction setTransaction(int from) {
        cursor.expect("transaction");
        if (cursor.accept("snapshot")) {
            cursor.expectString();
            return of(TransactionVerb.SET_TRANSACTION_SNAPSHOT, from);
        }
        modes(true);
        return of(TransactionVerb.SET_TRANSACTION, from);
    }

    /** CONSTRAINTS, behind SET. */
    Transaction setConstraints(int from) {
        cursor.expect("constraints");
        if (!cursor.accept("all")) {
            do {
                cursor.relationName();
            } while (cursor.acceptSelf(','));
        }
        cursor.expectAnyOf("deferred", "immediate");
        return of(TransactionVerb.SET_CONSTRAINTS, from);
    }

    /** Modes, with commas or without. */
    void modes(boolean required) {
        boolean wanted = required;
        while (wanted || startsMode()) {
            mode();
            wanted = cursor.acceptSelf(',');
        }
    }

    private boolean startsMode() {
        return cursor.isAnyOf("isolation", "read", "deferrable", "not");
    }

    private void mode() {
        switch (cursor.expectAnyOf("isolation", "read", "deferrable", "not")) {
            case "isolation" -> {
                cursor.expect("level");
                level();
            }
            case "read" -> cursor.expectAnyOf("only", "write");
            case "not" -> cursor.expect("deferrable");
            default -> {}
        }
    }

    private void level() {
        switch (cursor.expectAnyOf("serializable", "repeatable", "read")) {
            case "repeatable" -> cursor.expect("read");
            case "read" -> cursor.expectAnyOf("committed", "uncommitted");
            default -> {}
        }
    }

    private void acceptNoise() {
        if (!cursor.accept("work")) {
            cursor.accept("transaction");
        }
    }

    private void savepointName() {
        // SAVEPOINT is itself a possible name.
        if (cursor.is("savepoint") && cursor.isColumnName(1)) {
            cursor.advance();
        }
        cursor.columnName();
    }

    private void chain() {
        if (cursor.accept("and")) {
            cursor.accept("no");
            cursor.expect("chain");
        }
    }

    private Transaction of(TransactionVerb verb, int from) {
        return new Transaction(verb, cursor.since(from));
    }
}
