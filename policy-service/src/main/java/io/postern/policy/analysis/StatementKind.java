package io.postern.policy.analysis;

/** The closed list of statement kinds. */
public enum StatementKind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    TRANSACTION,
    SET,
    SHOW,
    EXPLAIN,
    COPY,
    CURSOR,
    PREPARED,
    DDL,
    OTHER,
    EMPTY;

    /** Whether the statement changes rows of a relation that it names. */
    public boolean changesRows() {
        return this == INSERT || this == UPDATE || this == DELETE || this == MERGE;
    }
}
