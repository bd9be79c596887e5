package io.postern.policy.analysis;

import io.postern.pgwire.sql.Tokens;

/** Tells what the statements of a text do. */
public interface Analyser {

    /** Never throws for anything that a client can write. */
    Analysis analyse(Tokens tokens, AnalysisContext context);
}
