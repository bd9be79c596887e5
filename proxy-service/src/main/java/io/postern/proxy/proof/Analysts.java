package io.postern.proxy.proof;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.postern.pgwire.sql.SqlText;

/** Servers that analyse a text without planning or running it. Thread-safe; never blocks. */
public interface Analysts {

    /** Completes within the configured bound, never exceptionally. */
    CompletionStage<Analysis> analyse(Standpoint standpoint, SqlText text, List<Long> parameterTypes);
}
