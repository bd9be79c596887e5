package io.postern.approval.adapter.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How far the fold has come, per partition, and who waits for it. Thread-safe. */
final class Progress {

    private record Waiter(int partition, long offset, CompletableFuture<Void> reached) {}

    private final Map<Integer, Long> folded = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();

    /** Completes the futures of those who wait, on the calling thread. */
    void folded(int partition, long offset) {
        List<Waiter> due = new ArrayList<>();
        synchronized (this) {
            folded.merge(partition, offset, Math::max);
            for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
                Waiter waiter = all.next();
                if (waiter.reached.isDone()) {
                    all.remove();
                } else if (waiter.partition == partition && waiter.offset <= offset) {
                    all.remove();
                    due.add(waiter);
                }
            }
        }
        due.forEach(waiter -> waiter.reached.complete(null));
    }

    synchronized boolean hasReached(int partition, long offset) {
        return folded.getOrDefault(partition, -1L) >= offset;
    }

    /** Completes once the record at this offset is in the fold. The caller limits how long it waits. */
    synchronized CompletableFuture<Void> reached(int partition, long offset) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        if (hasReached(partition, offset)) {
            reached.complete(null);
        } else {
            waiters.add(new Waiter(partition, offset, reached));
        }
        return reached;
    }
}
