package io.postern.proxy.statement;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The log of record, as a session sees it. */
public interface SessionLog {

    /** A writer for one session's facts. */
    Writer writer(String sessionId);

    /** One session's facts, in order. Thread-safe; never blocks. */
    interface Writer {

        /**
         * Appends the facts after all that were handed over before.
         *
         * @return completes when the log has acknowledged these facts and all before them; completes exceptionally where
         *     that failed, in which case the facts stay queued and are appended when the log is back
         */
        CompletionStage<Void> append(List<SessionFact> facts);
    }
}
