package io.postern.audit.adapter.http;

import java.util.concurrent.Callable;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/** Runs blocking reads off the event loop, several at a time. */
final class Reads {

    private final WorkerExecutor readers;

    Reads(WorkerExecutor readers) {
        this.readers = readers;
    }

    <T> Future<T> run(Callable<T> read) {
        return readers.executeBlocking(read, false);
    }
}
