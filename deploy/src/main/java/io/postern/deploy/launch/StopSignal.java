package io.postern.deploy.launch;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the stop once, when the process is told to end (SIGINT, SIGTERM) or when it gives up by itself, and keeps the
 * process alive until the stop is through.
 */
public final class StopSignal {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

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

    /**
     * As {@link #install}; SIGTERM, by which a supervisor stops services, is no failure: the process ends with exit code 0.
     * The class that takes signals is not part of Java's own interface, so that it is looked up; where it is missing, the
     * exit code is Java's 143.
     */
    public static StopSignal installForService(Runnable stop) {
        StopSignal signal = install(stop);
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return null;
                    });
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance("TERM"), exit);
        } catch (ReflectiveOperationException e) {
            LOG.atInfo().addKeyValue("error", e.toString()).log("SIGTERM will end this process with exit code 143");
        }
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
