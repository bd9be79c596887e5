package io.postern.proxy.adapter.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/** How the threads that serve the sessions are doing, and the memory that bytes pass through. Thread-safe. */
public final class EventLoops {

    private final EventLoopGroup workers;

    EventLoops(EventLoopGroup workers) {
        this.workers = workers;
    }

    /** Completes when every one of them has come to it. */
    public CompletableFuture<Void> answered() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (EventExecutor loop : workers) {
            answers.add(CompletableFuture.runAsync(() -> {}, loop));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    public long pendingTasks() {
        long tasks = 0;
        for (EventExecutor loop : workers) {
            if (loop instanceof SingleThreadEventExecutor executor) {
                tasks += executor.pendingTasks();
            }
        }
        return tasks;
    }

    public long heapBytes() {
        return allocator().usedHeapMemory();
    }

    public long directBytes() {
        return allocator().usedDirectMemory();
    }

    private static ByteBufAllocatorMetric allocator() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    }
}
