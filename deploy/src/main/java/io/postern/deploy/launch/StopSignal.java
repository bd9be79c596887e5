package io.postern.deploy.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the stop once, when the process is told to end (SIGINT, SIGTERM) or when it gives up by itself, and keeps the
 * process alive until the stop is through.
 */
public final class StopSignal {

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Runnable stop;

    private StopSignal(Runnable stop) {
        this.stop = stop;
    }

    public static StopSignal install(Runnable stop) {
        StopSignal signal = new StopSignal(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    /** True from the moment of the signal. */
    public boolean isStopping() {
        return begun.get();
    }

    /** Until everything has stopped. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /** For the thread that started things; where a signal was faster, it waits here for the end of the process. */
    public void stopAfterFailure() {
        stop();
    }

    private void stop() {
        if (begun.compareAndSet(false, true)) {
            try {
                stop.run();
            } finally {
                stopped.countDown();
            }
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
