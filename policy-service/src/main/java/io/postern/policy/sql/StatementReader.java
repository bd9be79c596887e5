package io.postern.policy.sql;

import io.postern.pgwire.sql.Tokens;

/** Tells what the statements of a text do. */
public interface StatementReader {

    /** Never throws for anything that a client can write. */
    Reading read(Tokens tokens, ReadingContext context);
}
