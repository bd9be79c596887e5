package io.postern.proxy.proof;

/** What a query does, as PostgreSQL numbers it. */
final class CommandType {

    static final long SELECT = 1;
    static final long UPDATE = 2;
    static final long INSERT = 3;
    static final long DELETE = 4;
    static final long MERGE = 5;

    private CommandType() {}

    static boolean isKnown(long type) {
        return type >= SELECT && type <= MERGE;
    }
}
