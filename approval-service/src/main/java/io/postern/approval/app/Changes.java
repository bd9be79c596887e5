package io.postern.approval.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.postern.approval.domain.Approval;

/** Tells listeners of every change of state. Thread-safe. */
public final class Changes {

    private final List<Consumer<Approval.Known>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param listener called on the thread that folds the log: it must not block or throw
     * @return ends the subscription
     */
    public Runnable subscribe(Consumer<Approval.Known> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void publish(Approval.Known approval) {
        listeners.forEach(listener -> listener.accept(approval));
    }
}
