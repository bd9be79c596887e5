package io.postern.deploy.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts, each as soon as those it needs are there, and stops what started in the reverse of the order in which the
 * parts were declared. Parts are declared by one thread; {@link #close()} may be called by any, also in the middle of
 * starting, and returns when everything has stopped.
 */
public final class Startup implements AutoCloseable {

    private static final Duration START_ABANDONED_AFTER = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final Progress progress;
    private final ExecutorService threads;
    private final List<Part<?>> parts = new ArrayList<>();
    private boolean closed;

    private record Part<T>(String name, CompletableFuture<T> started) {}

    public Startup(Progress progress) {
        this.progress = progress;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "startup");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Declares a part. What it yields is closed on {@link #close()} if it can be.
     *
     * @param name for the progress line
     * @param details for the progress line, as in "on port 6432"
     * @param after parts that must have started before
     */
    public synchronized <T> CompletableFuture<T> part(
            String name, String details, Callable<T> start, CompletableFuture<?>... after) {
        if (closed) {
            throw new IllegalStateException("stopping");
        }
        CompletableFuture<T> started =
                CompletableFuture.allOf(after).thenApplyAsync(ready -> start(name, details, start), threads);
        parts.add(new Part<>(name, started));
        return started;
    }

    private <T> T start(String name, String details, Callable<T> start) {
        long began = System.nanoTime();
        try {
            T part = start.call();
            progress.started(name, details, Duration.ofNanos(System.nanoTime() - began));
            return part;
        } catch (Exception e) {
            throw new CompletionException(new StartFailed(name, e));
        }
    }

    /**
     * Waits until every part has started.
     *
     * @throws StartFailed for the first part that did not; others may still be starting
     */
    public void await() throws StartFailed, InterruptedException {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        List<CompletableFuture<?>> watched = new ArrayList<>();
        synchronized (this) {
            for (Part<?> part : parts) {
                watched.add(part.started().whenComplete((value, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(failure);
                    }
                }));
            }
        }
        try {
            CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(watched.toArray(CompletableFuture[]::new)))
                    .get();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static StartFailed cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartFailed started) {
                return started;
            }
        }
        return new StartFailed("start", failure);
    }

    /** Safe to call again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(START_ABANDONED_AFTER.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("something was still starting and is abandoned");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int last = parts.size() - 1; last >= 0; last--) {
            stop(parts.get(last));
        }
    }

    private void stop(Part<?> part) {
        if (part.started().isDone()
                && !part.started().isCompletedExceptionally()
                && part.started().join() instanceof AutoCloseable resource) {
            long began = System.nanoTime();
            try {
                resource.close();
                progress.stopped(part.name(), Duration.ofNanos(System.nanoTime() - began));
            } catch (Exception e) {
                LOG.atWarn().addKeyValue("part", part.name()).setCause(e).log("did not stop cleanly");
            }
        }
    }
}
